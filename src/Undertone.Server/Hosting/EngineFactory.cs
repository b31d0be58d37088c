using Undertone.Server.Configuration.Settings;
using Undertone.Supervision.Auditing;
using Undertone.Supervision.Extensions;

namespace Undertone.Server.Hosting;

/// <summary>Makes an engine that has not started yet.</summary>
internal delegate IEngineRunner EngineFactory(ServerSettings settings, EngineServices services);

/// <summary>What an engine is given.</summary>
/// <param name="Extensions">Numbers, secrets and rights.</param>
/// <param name="Audit">The audit record.</param>
/// <param name="Clock">The time.</param>
/// <param name="Loggers">For its log.</param>
internal sealed record EngineServices(ExtensionDirectory Extensions, IAuditLog Audit, TimeProvider Clock, ILoggerFactory Loggers);
