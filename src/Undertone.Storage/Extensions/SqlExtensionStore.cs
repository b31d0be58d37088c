using Dapper;
using Undertone.Storage.Database;
using Undertone.Supervision.Extensions;

namespace Undertone.Storage.Extensions;

/// <summary>The extensions in the table <c>extensions</c>.</summary>
internal sealed class SqlExtensionStore(IDatabase database) : IExtensionStore
{
    private const string ReadAll =
        """
        SELECT id AS Id, number AS Number, name AS Name, email AS Email, mobile_number AS MobileNumber,
               ha1_md5 AS Ha1Md5, ha1_sha256 AS Ha1Sha256,
               allow_being_monitored AS AllowBeingMonitored, monitor_right AS MonitorRight,
               caller_id AS CallerId, registration_name AS RegistrationName, concurrent_registrations AS ConcurrentRegistrations,
               presence AS Presence, watch_registration AS WatchRegistration, watch_call_state AS WatchCallState, watch_presence AS WatchPresence
        FROM extensions
        ORDER BY LENGTH(number), number
        """;

    private const string Save =
        """
        INSERT INTO extensions
            (number, name, email, mobile_number, ha1_md5, ha1_sha256, allow_being_monitored, monitor_right,
             caller_id, registration_name, concurrent_registrations, presence, watch_registration, watch_call_state, watch_presence)
        VALUES
            (@Number, @Name, @Email, @MobileNumber, @Ha1Md5, @Ha1Sha256, @AllowBeingMonitored, @MonitorRight,
             @CallerId, @RegistrationName, @ConcurrentRegistrations, @Presence, @WatchRegistration, @WatchCallState, @WatchPresence)
        ON CONFLICT (number) DO UPDATE SET
            name = excluded.name,
            email = excluded.email,
            mobile_number = excluded.mobile_number,
            ha1_md5 = excluded.ha1_md5,
            ha1_sha256 = excluded.ha1_sha256,
            allow_being_monitored = excluded.allow_being_monitored,
            monitor_right = excluded.monitor_right,
            caller_id = excluded.caller_id,
            registration_name = excluded.registration_name,
            concurrent_registrations = excluded.concurrent_registrations,
            presence = excluded.presence,
            watch_registration = excluded.watch_registration,
            watch_call_state = excluded.watch_call_state,
            watch_presence = excluded.watch_presence
        RETURNING id
        """;

    public async Task<IReadOnlyList<Extension>> ReadAllAsync(CancellationToken cancellation)
        => (await database.ReadRowsAsync<ExtensionRow>(ReadAll, null, cancellation)).ConvertAll(row => row.ToExtension());

    public Task<int> SaveAsync(Extension extension, CancellationToken cancellation) => database.WriteAsync(
        transaction => transaction.Connection!.ExecuteScalarAsync<int>(Save, ExtensionRow.From(extension), transaction), cancellation);

    public async Task<bool> DeleteAsync(string number, CancellationToken cancellation)
        => await database.WriteAsync("DELETE FROM extensions WHERE number = @Number", new { Number = number }, cancellation) > 0;
}
