using Undertone.Storage.Tests.Contracts;

namespace Undertone.Storage.Tests.Sqlite;

public sealed class SqliteExtensionStoreTests : ExtensionStoreContract<SqliteTestDatabase>;

public sealed class SqliteCredentialStoreTests : CredentialStoreContract<SqliteTestDatabase>;

public sealed class SqliteBlockedAddressStoreTests : BlockedAddressStoreContract<SqliteTestDatabase>;

public sealed class SqliteCallRecordStoreTests : CallRecordStoreContract<SqliteTestDatabase>;

public sealed class SqliteAuditLogTests : AuditLogContract<SqliteTestDatabase>;

public sealed class SqliteSeedLedgerTests : SeedLedgerContract<SqliteTestDatabase>;

public sealed class SqliteWebhookStoreTests : WebhookStoreContract<SqliteTestDatabase>;

public sealed class SqliteEventTargetStoreTests : EventTargetStoreContract<SqliteTestDatabase>;

public sealed class SqliteOutboxTests : OutboxContract<SqliteTestDatabase>;

public sealed class SqliteAccountStoreTests : AccountStoreContract<SqliteTestDatabase>;
