using System.Text.Json;
using Undertone.Http.Tests.Kit;

namespace Undertone.Http.Tests.YeastarPSeries;

public sealed class ExtensionFindTests : IAsyncLifetime
{
    private const string NotFound = """{"errcode":60001,"errmsg":"DATA NOT FOUND"}""";
    private const string IdRequired = """{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"id","validation_type":"required"}]}""";

    private PSeriesApp _app = null!;

    public async Task InitializeAsync()
    {
        _app = await PSeriesApp.StartAsync();
        await _app.Extensions.ChangeAsync("2001", e => e with { Email = "Bob@example.com", MobileNumber = "0170555" }, CancellationToken.None);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("search_value=200&sort_by=number", "2000,2001,2005,2008", 4)]
    [InlineData("search_value=200&sort_by=number&page=2&page_size=3", "2008", 4)]
    [InlineData("search_value=sue", "2008", 1)]
    [InlineData("search_value=bob@", "2001", 1)]
    [InlineData("search_value=0170", "2001", 1)]
    [InlineData("keyword=supervisor", "2008", 1)]
    [InlineData("number=1005", "1005", 1)]
    [InlineData("name=agent&number=2005", "2005", 1)]
    [InlineData("caller_id_name=agent&number=2008", "", 0)]
    [InlineData("email_addr=BOB@EXAMPLE.COM", "2001", 1)]
    [InlineData("email=nobody", "", 0)]
    [InlineData("mobile_number=555", "2001", 1)]
    [InlineData("colour=red&page_size=1", "2000", 5)]
    public async Task Search_FindsByNumberNameAndAddress_AndPagesLikeList(string query, string numbers, int total)
    {
        using JsonDocument document = JsonDocument.Parse(await _app.GetAsync("extension/search?" + query));

        Assert.Equal(total, document.RootElement.GetProperty("total_number").GetInt32());
        Assert.Equal(numbers, Numbers(document));
    }

    [Fact]
    public async Task Search_ShowsTheFieldsOfTheList_AndItsErrors()
    {
        string listed = await _app.GetAsync("extension/list?page_size=1");

        Assert.Equal(listed, await _app.GetAsync("extension/search?page_size=1"));
        Assert.Equal(
            """{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"page","value":"0"}]}""",
            await _app.GetAsync("extension/search?search_value=2&page=0"));
    }

    [Theory]
    [InlineData("ids=1,5", "2000,2008")]
    [InlineData("ids=5,1,5", "2000,2008")]
    [InlineData("id=1", "2000")]
    [InlineData("numbers=2008,2001", "2001,2008")]
    [InlineData("number=2005", "2005")]
    [InlineData("ids=1&numbers=2001", "2000,2001")]
    [InlineData("ids=1,99", "2000")]
    public async Task Query_ShowsSeveralWithTheirSettings(string query, string numbers)
    {
        using JsonDocument document = JsonDocument.Parse(await _app.GetAsync("extension/query?" + query));

        Assert.Equal(numbers, Numbers(document));
        Assert.True(document.RootElement.GetProperty("data")[0].TryGetProperty("monitormode", out _));
    }

    [Fact]
    public async Task Query_ShowsWhatGetShows()
    {
        using JsonDocument one = JsonDocument.Parse(await _app.GetAsync("extension/get?id=5"));
        using JsonDocument several = JsonDocument.Parse(await _app.GetAsync("extension/query?ids=5"));

        Assert.Equal(one.RootElement.GetProperty("data").GetRawText(), several.RootElement.GetProperty("data")[0].GetRawText());
    }

    [Theory]
    [InlineData("query", "ids=98,99", NotFound)]
    [InlineData("query", "", IdRequired)]
    [InlineData("query", "ids=one", """{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"ids","value":"one"}]}""")]
    [InlineData("delete", "id=99", NotFound)]
    [InlineData("delete", "ids=1,99", NotFound)]
    [InlineData("delete", "id=1&number=2001", NotFound)]
    [InlineData("delete", "", IdRequired)]
    [InlineData("delete", "id=0", """{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"id","value":"0"}]}""")]
    public async Task WrongRequests_ChangeNothing(string endpoint, string query, string answer)
    {
        Assert.Equal(answer, await _app.GetAsync($"extension/{endpoint}?{query}"));
        Assert.Equal(5, _app.Extensions.Count);
    }

    [Theory]
    [InlineData("id=1", "1005,2001,2005,2008")]
    [InlineData("number=2000", "1005,2001,2005,2008")]
    [InlineData("id=1&number=2000", "1005,2001,2005,2008")]
    [InlineData("ids=1,2", "1005,2005,2008")]
    [InlineData("numbers=2000,2005", "1005,2001,2008")]
    public async Task Delete_RemovesWhatIsNamed_AndNoMore(string query, string left)
    {
        Assert.Equal("""{"errcode":0,"errmsg":"SUCCESS"}""", await _app.GetAsync("extension/delete?" + query));

        Assert.Equal(left, string.Join(',', _app.Extensions.All.Select(e => e.Number)));
        Assert.Contains(_app.Log.Lines, line => line.Id.Id == 5031);
        Assert.Equal(NotFound, await _app.GetAsync("extension/delete?" + query));
    }

    private static string Numbers(JsonDocument document)
        => string.Join(',', document.RootElement.GetProperty("data").EnumerateArray().Select(e => e.GetProperty("number").GetString()));
}
