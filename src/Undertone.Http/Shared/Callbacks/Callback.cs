using System.Collections.Immutable;

namespace Undertone.Http.Shared.Callbacks;

/// <summary>One request to somebody else's web server, which is told of something.</summary>
/// <param name="Url">Where to; http or https.</param>
/// <param name="Body">What is posted; null for a GET.</param>
/// <param name="ContentType">Of the body.</param>
/// <param name="Headers">Further headers.</param>
internal sealed record Callback(Uri Url, byte[]? Body, string ContentType, ImmutableArray<KeyValuePair<string, string>> Headers)
{
    /// <summary>The address without its query, which may hold a key.</summary>
    public override string ToString() => Url.GetLeftPart(UriPartial.Path);
}

/// <summary>What became of one attempt.</summary>
/// <param name="StatusCode">The status of the answer; 0 if there was none.</param>
/// <param name="Problem">Why there was none; empty otherwise.</param>
internal readonly record struct CallbackResult(int StatusCode, string Problem)
{
    /// <summary>True for any 2xx.</summary>
    public bool Succeeded => StatusCode is >= 200 and < 300;

    /// <summary>For the log: <c>status 500</c>, or the problem.</summary>
    public override string ToString() => StatusCode != 0 ? $"status {StatusCode}" : Problem;
}

/// <summary>Makes one attempt at a callback.</summary>
internal interface ICallbackSender
{
    /// <summary>Sends it and waits for the status. Never throws but for a cancellation by the caller.</summary>
    Task<CallbackResult> SendAsync(Callback callback, TimeSpan timeout, CancellationToken cancellation);
}
