namespace Undertone.Storage.Migrations;

/// <summary>One step of the schema.</summary>
/// <param name="Version">From 1, without gaps.</param>
/// <param name="Name">The file's name, for messages.</param>
/// <param name="Sql">Statements.</param>
internal sealed record Migration(int Version, string Name, string Sql);

/// <summary>What the opening did to the schema.</summary>
/// <param name="Version">The version of the schema now.</param>
/// <param name="Applied">How many steps it took.</param>
internal readonly record struct MigrationResult(int Version, int Applied);
