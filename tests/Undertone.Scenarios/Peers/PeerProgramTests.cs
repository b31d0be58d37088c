namespace Undertone.Scenarios.Peers;

/// <summary>The start of other people's programs.</summary>
public sealed class PeerProgramTests
{
    [Fact]
    public void A_program_that_is_missing_fails_the_test_and_names_its_package()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("undertone-peer-");

        InvalidOperationException failure = Assert.Throws<InvalidOperationException>(
            () => PeerProgram.Start("undertone-no-such-program", "its-package", folder, []));

        Assert.Contains("undertone-no-such-program: install the Debian package its-package", failure.Message, StringComparison.Ordinal);
        folder.Refresh();
        Assert.False(folder.Exists);
    }
}
