using System.Text.Json.Nodes;
using Undertone.Http.Tests.Kit;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.Tests.YeastarSSeries;

/// <summary>How extensions are listed, shown and changed.</summary>
public sealed class ExtensionTests
{
    [Fact]
    public async Task Lists_name_the_number_as_their_version_does()
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        app.Engine.SetStatus(new ExtensionStatus("2000", ExtensionState.Registered, ["127.0.0.1"]));
        const string rest = "\"status\":\"Registered\",\"type\":\"SIP\",\"username\":\"Agent 2000\",\"agentid\":\"\"}";
        Assert.Contains($$"""{"extnumber":"2000",{{rest}}""", await app.PostAsync("v1.0.0/extensionlist/query"), StringComparison.Ordinal);
        Assert.Contains($$"""{"number":"2000",{{rest}}""", await app.PostAsync("v2.0.0/extension/list"), StringComparison.Ordinal);
        Assert.Contains("<extlist><extnumber>2000</extnumber><status>Registered</status>", await app.PostAsync("v0.0.1/extensionlist/query?type=xml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_version_shows_the_fields_of_the_sample_in_their_order()
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        string[] fields = "extnumber,username,status,type,callerid,registername,registerpassword,maxregistrations,loginpassword,email,moblie,language,hasvoicemail,enablevmtoemail,vmsecret,alwaysforward,noanswerforward,ntransferto,ntransferprefix,busyforward,btransferto,btransferprefix,ringsimultaneous,mobileprefix,enablemobile,allowbeingmonitored,monitormode,ringtimeout,maxduration,dnd,callrestriction,agentid".Split(',');
        JsonArray shown = JsonNode.Parse(await app.PostAsync("v1.0.0/extension/query", """{"extid":"2000,2008"}"""))!["extinfos"]!.AsArray();
        Assert.Equal(fields, shown[0]!.AsObject().Select(member => member.Key));
        Assert.Equal(("2008", "off", "Extensive", ""), ((string)shown[1]!["extnumber"]!, (string)shown[1]!["allowbeingmonitored"]!, (string)shown[1]!["monitormode"]!, (string)shown[1]!["registerpassword"]!));
        Assert.Equal(5, JsonNode.Parse(await app.PostAsync("v1.0.0/extension/query"))!["extinfos"]!.AsArray().Count);
        Assert.Equal("""{"status":"Failed","errno":"10006"}""", await app.PostAsync("v1.0.0/extension/query", """{"extid":"2000,9999"}"""));
    }

    [Fact]
    public async Task The_second_version_has_both_spellings()
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        JsonObject shown = JsonNode.Parse(await app.PostAsync("v2.0.0/extension/query", """{"number":"2000"}"""))!["extinfos"]![0]!.AsObject();
        Assert.Superset(
            new HashSet<string> { "number", "mobile", "moblie", "hasvoicemail", "hasvoiceemail", "ntransfernum", "btransfernum", "allowbeingmonitored", "monitormode" },
            shown.Select(member => member.Key).ToHashSet());
        Assert.Equal(5, JsonNode.Parse(await app.PostAsync("v2.0.0/extension/query", """{"number":"all"}"""))!["extinfos"]!.AsArray().Count);
    }

    [Fact]
    public async Task An_extension_in_a_call_shows_whom_it_talks_with()
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        app.Engine.Put(Samples.InternalCall());
        app.Engine.Put(Samples.InboundCall());
        app.Engine.Put(Samples.OutboundCall());
        string shown = await app.PostAsync("v1.1.0/extension/query");
        Assert.Contains("""
            "ext":{"extid":"2005"}
            """, shown, StringComparison.Ordinal);
        Assert.Contains("""
            "inbound":{"from":"5503301","to":"2000","trunk":"trunk1","inboundid":"1650094600.540"}
            """, shown, StringComparison.Ordinal);
        Assert.Contains("""
            "outbound":{"from":"1005","to":"5503301","trunk":"carrier","outboundid":"1650095575.872","ouboundid":"1650095575.872"}
            """, shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_changes_what_it_names()
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        Assert.Equal(
            """{"status":"Success"}""",
            await app.PostAsync("v1.1.0/extension/update", """{"extid":2000,"username":"Ann","allowbeingmonitored":"off","monitormode":"Barge-in","email":"ann@example.com","moblie":"139","callerid":"77","dnd":"on","maxregistrations":"2"}"""));
        Extension changed = app.Host.Extensions.All.Single(e => e.Number == "2000");
        Assert.Equal(
            ("Ann", false, MonitorRight.Barge, "ann@example.com", "139", "77", PresenceStatus.DoNotDisturb, 2),
            (changed.Name, changed.AllowBeingMonitored, changed.MonitorRight, changed.Email, changed.MobileNumber, changed.CallerId, changed.Presence, changed.ConcurrentRegistrations));
        Assert.Equal("""{"status":"Success"}""", await app.PostAsync("v2.0.0/extension/update", """{"number":"2000","mobile":"","allowbeingmonitored":"on"}"""));
        changed = app.Host.Extensions.All.Single(e => e.Number == "2000");
        Assert.Equal(("", true, "Ann"), (changed.MobileNumber, changed.AllowBeingMonitored, changed.Name));
    }

    [Theory]
    [InlineData("v1.1.0", "extid")]
    [InlineData("v2.0.0", "number")]
    public async Task A_client_that_writes_back_all_it_has_read_changes_only_what_it_changed(string version, string id)
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        Extension before = app.Host.Extensions.All.Single(e => e.Number == "2000");
        JsonObject read = JsonNode.Parse(await app.PostAsync($"{version}/extension/query", $$"""{"{{id}}":"2000"}"""))!["extinfos"]![0]!.AsObject();
        read["extid"] = "2000";
        read["monitormode"] = "Listen";
        read["mobile"] = "139";
        Assert.Equal("""{"status":"Success"}""", await app.PostAsync($"{version}/extension/update", read.ToJsonString()));
        Assert.Equal(before with { MonitorRight = MonitorRight.Listen, MobileNumber = "139" }, app.Host.Extensions.All.Single(e => e.Number == "2000"));
    }

    [Theory]
    [InlineData("""{"extid":"9999","username":"Ann"}""", "10006")]
    [InlineData("""{"username":"Ann"}""", "10004")]
    [InlineData("""{"extid":"2000","monitormode":"Spy"}""", "10017")]
    [InlineData("""{"extid":"2000","allowbeingmonitored":"maybe"}""", "10017")]
    [InlineData("""{"extid":"2000","username":"Ann","hasvoicemail":"on"}""", "10017")]
    [InlineData("""{"extid":"2000","ringtimeout":"60"}""", "10017")]
    [InlineData("""{"extid":"2000","registerpassword":"short"}""", "10017")]
    [InlineData("""{"extid":"2000","email":"nobody"}""", "10017")]
    public async Task What_cannot_be_changed_changes_nothing(string body, string errno)
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        int writes = app.Host.ExtensionStore.Writes;
        Assert.Equal($$"""{"status":"Failed","errno":"{{errno}}"}""", await app.PostAsync("v1.1.0/extension/update", body));
        Assert.Equal(writes, app.Host.ExtensionStore.Writes);
    }

    [Fact]
    public async Task An_email_address_of_another_is_refused()
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        await app.PostAsync("v1.1.0/extension/update", """{"extid":"2000","email":"ann@example.com"}""");
        Assert.Equal("""{"status":"Failed","errno":"10017"}""", await app.PostAsync("v1.1.0/extension/update", """{"extid":"2001","email":"Ann@example.com"}"""));
    }

    [Fact]
    public async Task A_new_password_is_kept_as_digests()
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        await app.PostAsync("v1.1.0/extension/update", """{"extid":"2000","registerpassword":"xMn5W4Gs"}""");
        Assert.Equal(SipSecret.FromPassword("2000", "undertone.local", "xMn5W4Gs"), app.Host.Extensions.All.Single(e => e.Number == "2000").Secret);
    }

    [Fact]
    public async Task There_is_nothing_left_to_apply_and_no_trunk()
    {
        await using SSeriesApp app = await SSeriesApp.StartAsync();
        Assert.Equal("""{"status":"Success"}""", await app.PostAsync("v1.1.0/apply"));
        Assert.Equal("""{"status":"Success","trunklist":[]}""", await app.PostAsync("v1.1.0/trunklist/query"));
    }
}
