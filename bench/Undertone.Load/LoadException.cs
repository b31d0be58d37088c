namespace Undertone.Load;

/// <summary>The run cannot go on; the message is one line for whoever started it.</summary>
internal sealed class LoadException(string message) : Exception(message)
{
    public static LoadException TooFewDescriptors() => new("Too few file descriptors: a leg takes two. Raise the limit with ulimit -n.");
}
