using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Undertone.Sip;
using Undertone.Sip.Messages;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;
using Undertone.Switch.Extensions;

namespace Undertone.Switch.Registrar;

/// <summary>Answers REGISTER (RFC 3261 10.3): digest, several devices for one extension, refresh, removal, expiry.</summary>
internal sealed partial class ExtensionRegistrar : IDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);
    private readonly ExtensionDirectory _extensions;
    private readonly LocationTable _locations;
    private readonly SwitchOptions _options;
    private readonly DeviceAuthentication _authentication;
    private readonly ExtensionActivity _activity;
    private readonly EngineEventFeed _events;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Lock _changing = new();
    private readonly ITimer _sweep;

    public ExtensionRegistrar(
        ExtensionDirectory extensions,
        LocationTable locations,
        SwitchOptions options,
        DeviceAuthentication authentication,
        ExtensionActivity activity,
        EngineEventFeed events,
        TimeProvider clock,
        ILogger logger)
    {
        _extensions = extensions;
        _locations = locations;
        _options = options;
        _authentication = authentication;
        _activity = activity;
        _events = events;
        _clock = clock;
        _logger = logger;
        _sweep = clock.CreateTimer(_ => Sweep(), null, SweepInterval, SweepInterval);
    }

    /// <summary>Answers one REGISTER.</summary>
    public void OnRegister(IServerTransaction transaction)
    {
        SipRequest request = transaction.Request;
        string number = request.To.Uri.User ?? "";
        SipSecret? proven = SecretOf(number);
        if (!_authentication.TryAuthenticate(transaction, number))
        {
            return;
        }

        if (!RegisterChange.TryRead(request, _options, out RegisterChange change, out int status))
        {
            Log.Rejected(_logger, number, transaction.Flow.Remote.ToString(), status);
            transaction.Respond(Rejection(request, status));
            return;
        }

        transaction.Respond(Apply(number, proven, change, request, transaction.Flow));
    }

    /// <summary>Ends all registrations of an extension: it was deleted, or its phones have to prove themselves anew.</summary>
    public void EndRegistrations(string number)
    {
        lock (_changing)
        {
            if (_locations.Remove(number))
            {
                Log.Ended(_logger, number);
                _events.Publish(new ExtensionRegistrationChanged(_clock.GetUtcNow(), number, false, ""));
                _activity.SetRegistered(number, false);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _sweep.Dispose();

    // What is announced must be in the order of what was applied, or an extension would stay unregistered for those who watch.
    private SipResponse Apply(string number, SipSecret? proven, RegisterChange change, SipRequest request, SipFlow flow)
    {
        lock (_changing)
        {
            if (!_extensions.TryGet(number, out Extension? extension) || extension.Secret != proven)
            {
                // It was deleted or got another password while its phone proved the old one; its registrations have just been ended.
                return SipResponse.CreateFor(request, SipStatus.Forbidden, toTag: SipIds.NewTag());
            }

            DateTimeOffset now = _clock.GetUtcNow();
            bool wasRegistered = !_locations.Find(number, now).IsEmpty;
            switch (_locations.Apply(number, change, request, flow, now, MostDevicesOf(extension)))
            {
                case RegisterVerdict.OutOfOrder:
                    return SipResponse.CreateFor(request, SipStatus.ServerInternalError, "Registration Out Of Order", SipIds.NewTag());
                case RegisterVerdict.TooManyContacts:
                    Log.TooManyContacts(_logger, number, MostDevicesOf(extension), flow.Remote.ToString());
                    return SipResponse.CreateFor(request, SipStatus.Forbidden, "Too Many Contacts", SipIds.NewTag());
                case RegisterVerdict.OldestDropped:
                    Log.OldestDropped(_logger, number, MostDevicesOf(extension), flow.Remote.ToString());
                    break;
            }

            ImmutableArray<Binding> bindings = _locations.Find(number, now);
            Announce(number, wasRegistered, bindings, flow.Remote.Address.ToString(), request);
            return Acceptance(request, bindings, now);
        }
    }

    private int MostDevicesOf(Extension extension) => extension.ConcurrentRegistrations > 0
        ? Math.Min(extension.ConcurrentRegistrations, _options.MaxContactsPerExtension)
        : _options.MaxContactsPerExtension;

    private SipSecret? SecretOf(string number) => _extensions.TryGet(number, out Extension? extension) ? extension.Secret : null;

    private void Announce(string number, bool wasRegistered, ImmutableArray<Binding> bindings, string address, SipRequest request)
    {
        if (bindings.IsEmpty == !wasRegistered)
        {
            return;
        }

        if (wasRegistered)
        {
            Log.Unregistered(_logger, number, address);
        }
        else
        {
            Log.Registered(_logger, number, address, request.Headers.First("User-Agent") ?? "?");
        }

        _events.Publish(new ExtensionRegistrationChanged(_clock.GetUtcNow(), number, !wasRegistered, address));
        _activity.SetRegistered(number, !wasRegistered);
    }

    private void Sweep()
    {
        lock (_changing)
        {
            DateTimeOffset now = _clock.GetUtcNow();
            foreach (string number in _locations.Sweep(now))
            {
                Log.Lapsed(_logger, number);
                _events.Publish(new ExtensionRegistrationChanged(now, number, false, ""));
                _activity.SetRegistered(number, false);
            }
        }
    }

    private static SipResponse Acceptance(SipRequest request, ImmutableArray<Binding> bindings, DateTimeOffset now)
    {
        SipResponse response = SipResponse.CreateFor(request, SipStatus.Ok, toTag: SipIds.NewTag());
        foreach (Binding binding in bindings)
        {
            string seconds = binding.SecondsLeft(now).ToString(CultureInfo.InvariantCulture);
            response.Headers.Add("Contact", new NameAddress(null, binding.Contact, SipParameters.Empty.With("expires", seconds)).ToString());
        }

        response.Headers.Set("Date", now.ToString("r", CultureInfo.InvariantCulture));
        return response;
    }

    private SipResponse Rejection(SipRequest request, int status)
    {
        SipResponse response = SipResponse.CreateFor(request, status, toTag: SipIds.NewTag());
        if (status == SipStatus.IntervalTooBrief)
        {
            response.Headers.Set("Min-Expires", ((int)_options.MinRegistration.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        }

        return response;
    }

    private static partial class Log
    {
        [LoggerMessage(3101, LogLevel.Information, "Extension {Number} registered from {Address} ({UserAgent})")]
        public static partial void Registered(ILogger logger, string number, string address, string userAgent);

        [LoggerMessage(3102, LogLevel.Information, "Extension {Number} unregistered from {Address}")]
        public static partial void Unregistered(ILogger logger, string number, string address);

        [LoggerMessage(3103, LogLevel.Warning, "Extension {Number}: the registration has lapsed; its phone does not refresh it")]
        public static partial void Lapsed(ILogger logger, string number);

        [LoggerMessage(3107, LogLevel.Information, "Extension {Number}: its registrations were ended, for it was deleted or got another password")]
        public static partial void Ended(ILogger logger, string number);

        [LoggerMessage(3104, LogLevel.Warning, "Extension {Number}: REGISTER from {Address} answered with {Status}")]
        public static partial void Rejected(ILogger logger, string number, string address, int status);

        [LoggerMessage(3105, LogLevel.Warning, "Extension {Number}: more than {Most} contacts in one REGISTER from {Address}; refused")]
        public static partial void TooManyContacts(ILogger logger, string number, int most, string address);

        [LoggerMessage(3106, LogLevel.Warning, "Extension {Number}: more than {Most} devices; the oldest registration gave way to that from {Address}")]
        public static partial void OldestDropped(ILogger logger, string number, int most, string address);
    }
}
