using System.Runtime.CompilerServices;
using Undertone.Media.Rtp;

namespace Undertone.Media.Workers;

/// <summary>Keys that one ear shall hear, one after the other (RFC 4733). Fixed size, no references.</summary>
internal struct KeyQueue
{
    /// <summary>A key that a mouth is still pressing.</summary>
    public const int StillPressed = int.MaxValue;

    private const int Places = 16;

    private Waiting _waiting;
    private int _first;
    private int _count;
    private bool _activeIsHeld;
    private TelephoneEventSender _sender;

    /// <summary>True while there is something to send.</summary>
    public readonly bool IsBusy => _sender.IsActive || _count > 0;

    /// <summary>True while packets of a key take the place of audio.</summary>
    public readonly bool IsSending => _sender.IsActive;

    /// <summary>Adds a key; false when the queue is full.</summary>
    public bool TryAdd(byte code, int units)
    {
        if (_count == Places)
        {
            return false;
        }

        _waiting[(_first + _count) % Places] = new Key(code, units);
        _count++;
        return true;
    }

    /// <summary>The mouth has released its key, after so many units: the key that is sent ends, or the one that waits gets its length.</summary>
    public void Release(int units)
    {
        if (_sender.IsActive && _activeIsHeld)
        {
            _sender.Stop();
            _activeIsHeld = false;
            return;
        }

        for (var i = 0; i < _count; i++)
        {
            ref var key = ref _waiting[(_first + i) % Places];
            if (key.Units == StillPressed)
            {
                key = key with { Units = Math.Max(1, units) };
                return;
            }
        }
    }

    /// <summary>Begins the next key if none is being sent.</summary>
    public void StartNext(uint timestamp)
    {
        if (_sender.IsActive || _count == 0)
        {
            return;
        }

        var key = _waiting[_first];
        _first = (_first + 1) % Places;
        _count--;
        _activeIsHeld = key.Units == StillPressed;
        _sender.Start(key.Code, timestamp, key.Units);
    }

    /// <summary>The packet for this packet time.</summary>
    public bool TryNext(int units, out uint timestamp, out bool marker, out TelephoneEvent telephoneEvent) =>
        _sender.TryNext(units, out timestamp, out marker, out telephoneEvent);

    private readonly record struct Key(byte Code, int Units);

    [InlineArray(Places)]
    private struct Waiting
    {
        private Key _first;
    }
}
