using Undertone.Phone.Audio;

namespace Undertone.Phone.Tests.Audio;

public sealed class WavWriterTests
{
    [Fact]
    public void Writes_The_Header_And_The_Samples()
    {
        using var stream = new MemoryStream();
        WavWriter.Write(stream, [1, -2]);
        Assert.Equal(
            "524946462800000057415645666D7420100000000100010040"
            + "1F0000803E00000200100064617461040000000100FEFF",
            Convert.ToHexString(stream.ToArray()));
    }
}
