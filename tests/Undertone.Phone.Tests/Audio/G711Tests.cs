using Undertone.Phone.Audio;

namespace Undertone.Phone.Tests.Audio;

public sealed class G711Tests
{
    // Values of ITU-T G.711 tables 1 and 2, scaled to 16 bits (mu-law 14 bits by 4, A-law 13 bits by 8).
    [Theory]
    [InlineData(0xFF, 0)]
    [InlineData(0x7F, 0)]
    [InlineData(0x80, 32124)]
    [InlineData(0x00, -32124)]
    [InlineData(0xFE, 8)]
    [InlineData(0xEF, 132)]
    public void MuLaw_Decodes_As_The_Table_Says(byte code, short sample) => Assert.Equal(sample, G711.DecodeMuLaw(code));

    [Theory]
    [InlineData(0xD5, 8)]
    [InlineData(0x55, -8)]
    [InlineData(0xAA, 32256)]
    [InlineData(0x2A, -32256)]
    [InlineData(0xC5, 264)]
    public void ALaw_Decodes_As_The_Table_Says(byte code, short sample) => Assert.Equal(sample, G711.DecodeALaw(code));

    [Fact]
    public void Every_Code_Survives_A_Round_Trip()
    {
        for (var code = 0; code < 256; code++)
        {
            Assert.Equal(code, G711.EncodeALaw(G711.DecodeALaw((byte)code)));
            // 0x7F is minus zero, which a 16-bit sample cannot express.
            Assert.Equal(code == 0x7F ? 0xFF : code, G711.EncodeMuLaw(G711.DecodeMuLaw((byte)code)));
        }
    }

    [Fact]
    public void No_Sample_Is_Off_By_More_Than_Half_A_Step()
    {
        for (var sample = -32768; sample <= 32767; sample++)
        {
            // 16 steps a segment: half a step is at most 1/32 of the magnitude, which mu-law shifts by 132; the least A-law step is 16.
            var magnitude = Math.Abs(sample);
            Assert.InRange(Math.Abs(G711.DecodeMuLaw(G711.EncodeMuLaw((short)sample)) - sample), 0, (magnitude + 132) / 32);
            Assert.InRange(Math.Abs(G711.DecodeALaw(G711.EncodeALaw((short)sample)) - sample), 0, Math.Max(8, magnitude / 32));
        }
    }
}
