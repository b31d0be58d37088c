using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Undertone.Phone.Audio;

namespace Undertone.Scenarios.Peers.Baresip;

/// <summary>
/// What a baresip hears: it writes the sound it has decoded to a WAV file (its module sndfile), and this follows the file as it grows
/// and puts the sound into an <see cref="EarRecording"/>, so that it is measured as the ear of a simulated phone is.
/// </summary>
internal sealed class BaresipEar : IAsyncDisposable
{
    private const int HeaderBytes = 44;
    private const int PacketSamples = 160;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private readonly CancellationTokenSource _end = new();
    private readonly DirectoryInfo _folder;
    private readonly Task _following;
    private readonly List<short> _all = [];
    private string? _file;
    private long _taken;
    private ushort _sequence;

    /// <param name="folder">Where the files appear.</param>
    public BaresipEar(DirectoryInfo folder)
    {
        _folder = folder;
        _following = FollowAsync();
    }

    /// <summary>The sound so far.</summary>
    public EarRecording Recording { get; } = new(TimeSpan.FromSeconds(60));

    /// <summary>The loudest 20 ms of a tone in all that was heard.</summary>
    public ToneLevel Loudest(int frequencyHz)
    {
        lock (_all)
        {
            return new ToneMeter(frequencyHz).MeasureLoudest(CollectionsMarshal.AsSpan(_all))[0];
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _following;
        _end.Dispose();
    }

    private async Task FollowAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            Take();
            await Task.Delay(Pause, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Take()
    {
        // A change of the session, as by hold and resume, may begin a new file; its name has the time in it.
        string? newest = _folder.EnumerateFiles("*-dec.wav").Select(file => file.FullName).Max(StringComparer.Ordinal);
        if (newest is null)
        {
            return;
        }

        using var file = new FileStream(newest, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (newest != _file || file.Length < _taken)
        {
            (_file, _taken) = (newest, HeaderBytes);
        }

        var bytes = new byte[PacketSamples * sizeof(short)];
        while (file.Length - _taken >= bytes.Length)
        {
            file.Position = _taken;
            file.ReadExactly(bytes);
            _taken += bytes.Length;
            Add(bytes);
        }
    }

    private void Add(byte[] sound)
    {
        var packet = new byte[12 + PacketSamples];
        packet[0] = 0x80;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), _sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), (uint)_sequence * PacketSamples);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), 1);
        _sequence++;
        for (int i = 0; i < PacketSamples; i++)
        {
            short sample = BinaryPrimitives.ReadInt16LittleEndian(sound.AsSpan(i * sizeof(short)));
            packet[12 + i] = G711.EncodeMuLaw(sample);
            lock (_all)
            {
                _all.Add(sample);
            }
        }

        Recording.Add(packet, Stopwatch.GetTimestamp(), audioPayloadType: 0, PhoneCodec.Pcmu);
    }
}
