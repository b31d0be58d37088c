using Undertone.Http.Tests.Kit;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;

namespace Undertone.Http.Tests.YeastarPSeries;

public sealed class HoldAndTransferTests : IAsyncLifetime
{
    private const string Channel = "PJSIP/2000-00000114";
    private const string Done = """{"errcode":0,"errmsg":"SUCCESS","call_id":"1651057476.362"}""";
    private const string NoChannel = """{"errcode":70130,"errmsg":"CAHNNEL ID NOT FOUND"}""";
    private static readonly LegId Leg = new(0x114);

    private PSeriesApp _app = null!;

    public async Task InitializeAsync()
    {
        _app = await PSeriesApp.StartAsync();
        _app.Engine.Put(Samples.InternalCall());
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("call/hold", true)]
    [InlineData("call/unhold", false)]
    public async Task HoldAndUnhold_ActOnTheLegOfTheChannel(string path, bool hold)
    {
        Assert.Equal(Done, await _app.PostAsync(path, $$"""{"channel_id":"{{Channel}}"}"""));
        HoldLeg command = Assert.IsType<HoldLeg>(Assert.Single(_app.Engine.Commands));
        Assert.Equal((Leg, hold, PSeriesApp.ClientId), (command.Leg, command.Hold, command.Requester.Credential));
    }

    [Theory]
    [InlineData("""{"type":"blind","channel_id":"PJSIP/2000-00000114","number":"2008","dial_permission":"2000"}""", "TransferParty 2008")]
    [InlineData("""{"type":"blind","channel_id":"PJSIP/2000-00000114","number":"2008"}""", "TransferParty 2008")]
    [InlineData("""{"type":"attended","channel_id":"PJSIP/2000-00000114","number":"5503301","dial_permission":"2000"}""", "ConsultTarget 5503301")]
    [InlineData("""{"type":"attended","channel_id":"PJSIP/2000-00000114","number":"2008","attended_operate":""}""", "ConsultTarget 2008")]
    [InlineData("""{"type":"attended","channel_id":"PJSIP/2000-00000114","attended_operate":"complete"}""", "EndConsultation True")]
    [InlineData("""{"type":"attended","channel_id":"PJSIP/2000-00000114","number":"","attended_operate":"abort"}""", "EndConsultation False")]
    public async Task Transfer_GivesTheEngineItsCommand(string body, string expected)
    {
        Assert.Equal(Done, await _app.PostAsync("call/transfer", body));
        string command = Assert.Single(_app.Engine.Commands) switch
        {
            TransferParty { Moved: var moved } blind when moved == Leg => $"{nameof(TransferParty)} {blind.Number}",
            ConsultTarget { Transferor: var leg } consult when leg == Leg => $"{nameof(ConsultTarget)} {consult.Number}",
            EndConsultation { Transferor: var leg } end when leg == Leg => $"{nameof(EndConsultation)} {end.Complete}",
            var other => other.ToString()!,
        };
        Assert.Equal(expected, command);
    }

    [Theory]
    [InlineData("call/hold", "{}", """{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"channel_id","validation_type":"required"}]}""")]
    [InlineData("call/unhold", "nonsense", """{"errcode":40001,"errmsg":"PARAMETER SYNTAX ERROR"}""")]
    [InlineData("call/hold", """{"channel_id":"PJSIP/2000-00000999"}""", NoChannel)]
    [InlineData("call/transfer", """{"type":"blind","channel_id":"PJSIP/2000-00000999","number":"2008"}""", NoChannel)]
    [InlineData("call/transfer", "{}", """{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"type","validation_type":"required"},{"field":"channel_id","validation_type":"required"},{"field":"number","validation_type":"required"}]}""")]
    [InlineData("call/transfer", """{"type":"deaf","channel_id":"PJSIP/2000-00000114","number":"2008"}""", """{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"type","value":"deaf"}]}""")]
    [InlineData("call/transfer", """{"type":"blind","channel_id":"PJSIP/2000-00000114","number":"20 08"}""", """{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"number","value":"20 08"}]}""")]
    [InlineData("call/transfer", """{"type":"attended","channel_id":"PJSIP/2000-00000114","attended_operate":"dance"}""", """{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"attended_operate","value":"dance"}]}""")]
    [InlineData("call/transfer", """{"type":"attended","channel_id":"PJSIP/2000-00000114","attended_operate":"threeway"}""", """{"errcode":70132,"errmsg":"OPERATION NOT SUPPORTED"}""")]
    [InlineData("call/transfer", """{"type":"blind","channel_id":"PJSIP/2000-00000114","number":"2008","dial_permission":"7777"}""", """{"errcode":60001,"errmsg":"DATA NOT FOUND"}""")]
    public async Task BadRequests_AreNamedAndReachNobody(string path, string body, string answer)
    {
        Assert.Equal(answer, await _app.PostAsync(path, body));
        Assert.Empty(_app.Engine.Commands);
    }

    [Theory]
    [InlineData(Refusal.NumberNotFound, """{"errcode":60001,"errmsg":"DATA NOT FOUND"}""")]
    [InlineData(Refusal.NotAnswered, """{"errcode":70132,"errmsg":"OPERATION NOT SUPPORTED"}""")]
    [InlineData(Refusal.NotSupported, """{"errcode":70132,"errmsg":"OPERATION NOT SUPPORTED"}""")]
    [InlineData(Refusal.LegNotFound, NoChannel)]
    public async Task WhatTheEngineRefuses_HasItsCode(Refusal refusal, string answer)
    {
        _app.Engine.Refuse = refusal;
        Assert.Equal(answer, await _app.PostAsync("call/transfer", """{"type":"blind","channel_id":"PJSIP/2000-00000114","number":"2008"}"""));
        Assert.Equal(answer, await _app.PostAsync("call/hold", """{"channel_id":"PJSIP/2000-00000114"}"""));
    }
}
