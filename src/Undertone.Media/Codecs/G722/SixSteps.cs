using System.Runtime.CompilerServices;

namespace Undertone.Media.Codecs.G722;

/// <summary>One number for each of the six places of the zero predictor, the newest first.</summary>
[InlineArray(6)]
internal struct SixSteps
{
    private int _first;
}
