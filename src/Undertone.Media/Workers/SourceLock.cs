using Undertone.Media.Io;

namespace Undertone.Media.Workers;

/// <summary>What <see cref="SourceLock.Judge"/> says of a packet.</summary>
internal enum SourceVerdict
{
    /// <summary>A stranger's: drop it.</summary>
    Refused,

    /// <summary>From the leg's known source.</summary>
    Accepted,

    /// <summary>From a source that is this leg's from now on, in place of another.</summary>
    AcceptedAnew,
}

/// <summary>From where one leg accepts audio, and where audio to it is sent (symmetric RTP). Pure; times are nanoseconds.</summary>
internal struct SourceLock
{
    /// <summary>After answer or re-INVITE, so long may a source other than that of the SDP show up.</summary>
    public const long LearningNanoseconds = 3_000_000_000;

    /// <summary>A source that is silent for so long may be replaced after a re-INVITE.</summary>
    public const long QuietNanoseconds = 1_000_000_000;

    private MediaAddress _expected;
    private MediaAddress _locked;
    private readonly SourceLearning _learning;
    private long _configuredAt;
    private long _lastHeard;
    private bool _hasLock;
    private bool _expectedHeard;

    public SourceLock(SourceLearning learning) => _learning = learning;

    /// <summary>The source of accepted packets; not known before the first.</summary>
    public readonly MediaAddress Locked => _hasLock ? _locked : default;

    /// <summary>Where to send; may be unknown.</summary>
    public readonly MediaAddress Destination =>
        _hasLock && (_learning != SourceLearning.Strict || !_expected.IsKnown) ? _locked : _expected;

    /// <summary>
    /// Whether only packets of the locked source can be accepted now, and all is sent there, so that the kernel may keep others away.
    /// Never for a roaming client; while the source is quiet, it may be replaced.
    /// </summary>
    public readonly bool IsSettled(long now) =>
        _hasLock
        && _learning != SourceLearning.Roaming
        && now - _configuredAt > LearningNanoseconds
        && now - _lastHeard < QuietNanoseconds
        && Destination.Equals(_locked);

    /// <summary>Offer and answer have named an address, for the first time or again.</summary>
    public void Configure(in MediaAddress expected, long now)
    {
        var isNew = expected.IsKnown && !expected.Equals(_expected) && !(_hasLock && expected.Equals(_locked));
        _hasLock &= !isNew;
        _expectedHeard = !isNew && _expectedHeard && now - _lastHeard <= QuietNanoseconds;
        _expected = expected;
        _configuredAt = now;
    }

    /// <summary>Decides about a packet that is otherwise acceptable.</summary>
    /// <param name="source">Where it came from.</param>
    /// <param name="continuesStream">It has the SSRC of the packets before and the next sequence numbers.</param>
    /// <param name="now">When it came.</param>
    public SourceVerdict Judge(in MediaAddress source, bool continuesStream, long now)
    {
        if (_hasLock && source.Equals(_locked))
        {
            _lastHeard = now;
            _expectedHeard |= source.Equals(_expected);
            return SourceVerdict.Accepted;
        }

        if (!MayBecomeSource(source, continuesStream, now))
        {
            return SourceVerdict.Refused;
        }

        var verdict = _hasLock ? SourceVerdict.AcceptedAnew : SourceVerdict.Accepted;
        _locked = source;
        _hasLock = true;
        _lastHeard = now;
        _expectedHeard |= source.Equals(_expected);
        return verdict;
    }

    private readonly bool MayBecomeSource(in MediaAddress source, bool continuesStream, long now)
    {
        if (_expected.IsKnown && source.Equals(_expected))
        {
            return true;
        }

        if (_learning == SourceLearning.Strict)
        {
            return !_expected.IsKnown && !_hasLock;
        }

        if (_learning == SourceLearning.Roaming && _hasLock && continuesStream)
        {
            return true;
        }

        if (!_expected.IsKnown && !_hasLock)
        {
            return true;
        }

        return !_expectedHeard && now - _configuredAt <= LearningNanoseconds && IsBetterThanLocked(source, now);
    }

    /// <summary>The first stranger is taken; then only one on the host of the SDP, or one that takes over from a silent one.</summary>
    private readonly bool IsBetterThanLocked(in MediaAddress source, long now) =>
        !_hasLock
        || (source.HasSameHost(_expected) && !_locked.HasSameHost(_expected))
        || now - _lastHeard > QuietNanoseconds;
}
