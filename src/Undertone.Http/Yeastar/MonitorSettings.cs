using System.Text.Json;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.Yeastar;

/// <summary>The words of the monitoring settings, <c>allowbeingmonitored</c> and <c>monitormode</c>.</summary>
internal static class MonitorSettings
{
    /// <summary><c>on</c> or <c>off</c>.</summary>
    public static string TextOf(bool isOn) => isOn ? "on" : "off";

    /// <summary>The word for a right.</summary>
    public static string TextOf(MonitorRight right) => right switch
    {
        MonitorRight.Extensive => "Extensive",
        MonitorRight.Listen => "Listen",
        MonitorRight.Whisper => "Whisper",
        MonitorRight.Barge => "Barge-in",
        _ => "Disabled",
    };

    /// <summary>Reads a switch from its text: <c>on</c> or <c>off</c>, true or false, 1 or 0.</summary>
    public static bool TryReadSwitch(string text, out bool isOn)
    {
        (bool known, isOn) = text.ToLowerInvariant() switch
        {
            "on" or "true" or "1" => (true, true),
            "off" or "false" or "0" => (true, false),
            _ => (false, false),
        };
        return known;
    }

    /// <summary>Reads a switch: <c>on</c> or <c>off</c>, true or false, 1 or 0.</summary>
    public static bool TryReadSwitch(JsonElement value, out bool isOn)
    {
        (bool known, isOn) = value.ValueKind switch
        {
            JsonValueKind.True => (true, true),
            JsonValueKind.False => (true, false),
            JsonValueKind.Number => (value.TryGetInt32(out int number) && number is (0 or 1), number == 1),
            JsonValueKind.String => value.GetString()!.ToLowerInvariant() switch
            {
                "on" => (true, true),
                "off" => (true, false),
                _ => (false, false),
            },
            _ => (false, false),
        };
        return known;
    }

    /// <summary>Reads a right, in any case and in each spelling that the vendor's pages have.</summary>
    public static bool TryReadRight(string text, out MonitorRight right)
    {
        (bool known, right) = text.ToLowerInvariant() switch
        {
            "disabled" or "disable" => (true, MonitorRight.Disabled),
            "extensive" => (true, MonitorRight.Extensive),
            "listen" => (true, MonitorRight.Listen),
            "whisper" => (true, MonitorRight.Whisper),
            "barge" or "barge-in" => (true, MonitorRight.Barge),
            _ => (false, default),
        };
        return known;
    }
}
