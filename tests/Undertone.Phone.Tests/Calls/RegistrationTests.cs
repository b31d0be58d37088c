using System.Net;

namespace Undertone.Phone.Tests.Calls;

public sealed class RegistrationTests : IAsyncLifetime
{
    private TinyRegistrar _registrar = null!;

    public async Task InitializeAsync() => _registrar = await TinyRegistrar.StartAsync();

    public async Task DisposeAsync() => await _registrar.DisposeAsync();

    private Task<SimulatedPhone> StartAsync(string number, IPEndPoint? server = null, int patienceMs = 5000) => SimulatedPhone.StartAsync(new SimulatedPhoneOptions
    {
        Number = number,
        Password = "secret",
        Server = server ?? _registrar.EndPoint,
        Domain = "undertone.local",
        ToneFrequencyHz = 600,
        Patience = TimeSpan.FromMilliseconds(patienceMs),
    });

    [Fact]
    public async Task Registers_With_Digest_And_Unregisters()
    {
        await using var phone = await StartAsync("2000");
        Assert.Equal(TimeSpan.FromSeconds(90), await phone.RegisterAsync());
        await phone.UnregisterAsync();
        Assert.Equal([3600, 3600, 0, 0], _registrar.Requests.Select(r => r.Expires));
        Assert.Equal([1u, 2u, 3u, 4u], _registrar.Requests.Select(r => r.CSeq.Number));
        Assert.Single(_registrar.Requests.Select(r => r.CallId).Distinct());
        Assert.Equal("sip:undertone.local", _registrar.Requests[0].RequestUri.ToString());
        Assert.Equal("sip:2000@undertone.local", _registrar.Requests[0].To.Uri.ToString());
        Assert.Equal(["401 to REGISTER", "200 to REGISTER", "401 to REGISTER", "200 to REGISTER"], phone.Received.Select(m => m.Summary));
    }

    [Fact]
    public async Task A_Refused_Registration_Is_Reported_Once_And_Not_Tried_For_Ever()
    {
        await using var phone = await StartAsync("4000");
        var refusal = await Assert.ThrowsAsync<PhoneRequestException>(() => phone.RegisterAsync());
        Assert.Equal(401, refusal.StatusCode);
        Assert.Equal(2, _registrar.Requests.Count);
    }

    [Fact]
    public async Task An_Unknown_Number_Is_Reported()
    {
        await using var phone = await StartAsync("2000");
        var refusal = await Assert.ThrowsAsync<PhoneRequestException>(() => phone.CallAsync("9999"));
        Assert.Equal(404, refusal.StatusCode);
        Assert.Equal("sip:9999@undertone.local", _registrar.Requests[0].RequestUri.ToString());
    }

    [Fact]
    public async Task A_Server_That_Is_Not_There_Is_Reported_In_Time()
    {
        await using var phone = await StartAsync("2000", new IPEndPoint(IPAddress.Loopback, 9), patienceMs: 100);
        await Assert.ThrowsAnyAsync<Exception>(() => phone.RegisterAsync());
        await using var lonely = await SimulatedPhone.StartAsync(new SimulatedPhoneOptions { Number = "1", ToneFrequencyHz = 600 });
        await Assert.ThrowsAsync<InvalidOperationException>(() => lonely.RegisterAsync());
    }
}
