using System.Globalization;
using Undertone.Supervision.Calls;

namespace Undertone.Http.Yeastar;

/// <summary>How both series write what is in a call record.</summary>
internal static class CallRecordWords
{
    /// <summary>Whole seconds.</summary>
    public static int Seconds(TimeSpan time) => (int)Math.Clamp(time.TotalSeconds, 0, int.MaxValue);

    /// <summary>A time in a zone, as <c>2022-04-27 11:04:36</c>.</summary>
    public static string Time(DateTimeOffset time, TimeZoneInfo zone)
        => TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The word for where a call came from and went to.</summary>
    public static string TypeOf(CallKind kind) => kind switch
    {
        CallKind.Inbound => "Inbound",
        CallKind.Outbound => "Outbound",
        _ => "Internal",
    };

    /// <summary>The word for how a call ended up; there is none for a call that could not be set up.</summary>
    public static string StatusOf(CallDisposition disposition) => disposition switch
    {
        CallDisposition.Answered => "ANSWERED",
        CallDisposition.Busy => "BUSY",
        _ => "NO ANSWER",
    };
}
