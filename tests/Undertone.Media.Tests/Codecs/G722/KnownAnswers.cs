namespace Undertone.Media.Tests.Codecs.G722;

/// <summary>
/// What the G.722 codec of SpanDSP 0.0.6 (Debian package libspandsp2) makes of small sounds and codes: g722_encode and g722_decode at
/// 64,000 bit/s without options, from a fresh state.
/// </summary>
internal static class KnownAnswers
{
    public static TheoryData<string, short[], string> Encoded => new()
    {
        {
            "impulse",
            Signals.Impulse(200, 7, 20000),
            "FAFAFAB208A7A204A0A00FB51CBB7EFDFDFFFDFFFDFDFDFDFDFDFDFDFDFDFDFDFDFDFDFDFDFDFDFDFDFDFDFDFDFDFDFDFDFD"
            + "FDFDFDFDFDFDFDFDFDFDFDFDFDFDFDFDFCFCFCFCFCFCFCFCFCFCFCFCFCFCFCFCFCFCFCFCFBFFFCFBFFFCFBFFFCFBFFFCFBFE"
        },
        {
            "step",
            Signals.Step(200, 33, 12000),
            "FAFAFAFAFAFAFAFAFAFAFAFAFAFAFAFAB488208827A2A020A02AEEF2F4F4F4F3F2F2F2F4F4F4F3F5F4F2F4F4F4F3F5F5F4F3"
            + "F6F6F4F3F7F6F5F4F3F7F5F4F3F7F6F4F3F7F7F4F3F7F7F4F3F7F7F5F3F8F3F6F4F3F8F1F6F5F3F8F1F6F5F4F3F6F7F5F3F9"
        },
        {
            "square at 500 Hz",
            Signals.Square(200, 16, 8000),
            "962386238820A023AAAB2BAD2B9C0B90515292139036A76FF0F06FB02C984BD6D757D6559032A8F3F4F470F02C954CD9D959"
            + "D554902FE97A76F672F02C920E7DDADBD754902DEA5E75F7F2B02C904E785ADCD452922BEEDDF5F8EEB12E8F537658DAD453"
        },
        {
            "quiet noise",
            Signals.Noise(200, 12345, 9),
            "DE7AF7F0FA708B8A27115D1EBDAD317C39AABBFA7D71BEDA77B552D9FB3A35D6786ED576FF9FF3DCB5F696F4FEB955997B7D"
            + "DC5C5B75DDB2F5BA5CDB1A71FC7E9C769DDFF17A9F7BF2D7AEEEB3F55BBA7AD77AB6BEF4FFFF7D78BEFAFCF8BA9E5FDD7573"
        },
        {
            "noise",
            Signals.Noise(200, 54321, 2),
            "9B2484208420A5209831B59C10AD9DAE1F1ADB2EBEA9B59E8F1817F519D01F1792ED38581D3A7738536EB76BF9573A2E9DEF"
            + "68BACF1A7A3E1B1C38F2D839324E6F716CBD6DB3F63670F0F51B33D5B8D592723E6E6D589D54D1B558F42CFA5E9A756F1198"
        },
    };

    public static TheoryData<string, byte[], short[]> Decoded => new()
    {
        {
            "codes of seed 77",
            Signals.Codes(48, 77),
            [
                -1, 0, -1, -1, 0, 0, 0, -2, -1, 6, -1, -24, -9, -14, -88, -162,
                -62, 173, 327, 270, -12, -316, -372, -278, -164, -266, -617, -1028, -786, -188, -149, -732,
                -841, -497, -618, -1444, -2163, -2376, -1858, -916, 0, 771, 1662, 2649, 3974, 4763, 3655, 1161,
                445, 1016, -632, -3446, -1811, 3110, 4517, 835, -2193, -3123, -4328, -5399, -3093, 1430, 3661, 2257,
                -35, -2055, -5177, -7196, -3346, 4519, 8544, 7180, 5955, 6411, 3666, -568, 1084, 6183, 2763, -7943,
                -13499, -11107, -9621, -9795, -4105, 5843, 10765, 8380, 4467, 1846, 522, 462, 1653, 2932, 3151, 3174,
            ]
        },
        {
            "codes of seed 78",
            Signals.Codes(48, 78),
            [
                0, -1, -1, 0, 0, -1, 0, 0, -1, -2, 4, 8, 18, 4, -6, -21,
                -11, -18, 1, -30, -13, -23, 11, -3, 10, -19, -13, -20, 1, -44, -12, -20,
                25, 30, 50, -33, -3, -48, 22, 23, -25, -142, -121, -32, -19, -166, -65, 92,
                31, -304, -313, -54, 90, -106, 8, 358, 246, -122, 753, 1902, 676, -2000, -1534, 1485,
                2762, 1776, 1871, 3683, 6179, 6896, 2391, -3292, 146, 8870, 8616, -342, -1628, 5852, 9967, 5155,
                -5989, -15390, -13423, -2102, 883, -5784, -2551, 7512, 1396, -18177, -21808, -7451, 4816, 4910, 1069, 403,
            ]
        },
    };
}
