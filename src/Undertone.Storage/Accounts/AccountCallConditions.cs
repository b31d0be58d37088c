using System.Collections.Immutable;
using Dapper;
using Undertone.Storage.Database;
using Undertone.Supervision.Accounts;

namespace Undertone.Storage.Accounts;

/// <summary>Writes what a query asks for as conditions; all values are parameters.</summary>
internal static class AccountCallConditions
{
    /// <summary>Everything but the place in the list.</summary>
    public static (string Where, DynamicParameters Values) Of(AccountCallQuery query)
    {
        var values = new DynamicParameters();
        List<string> conditions = [];
        Add("account = @Account", "Account", query.Account);
        AddIf(query.From is not null, "started_at_us >= @From", "From", StoredTime.From(query.From));
        AddIf(query.To is not null, "started_at_us <= @To", "To", StoredTime.From(query.To));
        AddIf(query.LeastDuration is not null, "duration_seconds >= @LeastDuration", "LeastDuration", query.LeastDuration);
        AddIf(query.MostDuration is not null, "duration_seconds <= @MostDuration", "MostDuration", query.MostDuration);
        AddIf(query.LeastPrice is not null, "price_millionths >= @LeastPrice", "LeastPrice", StoredPrice.From(query.LeastPrice));
        AddIf(query.MostPrice is not null, "price_millionths <= @MostPrice", "MostPrice", StoredPrice.From(query.MostPrice));
        AddList("call_id", "Ids", [.. query.Ids.Select(id => id.ToString())]);
        AddList("caller", "Callers", query.Callers);
        AddList("callee", "Callees", query.Callees);
        AddList("number", "Numbers", query.Numbers);
        AddList("status", "Statuses", query.Statuses);
        AddList("direction", "Directions", query.Directions);
        return (string.Join(" AND ", conditions), values);

        void Add(string condition, string name, object? value)
        {
            conditions.Add(condition);
            values.Add(name, value);
        }

        void AddIf(bool isWanted, string condition, string name, object? value)
        {
            if (isWanted)
            {
                Add(condition, name, value);
            }
        }

        void AddList(string column, string name, ImmutableArray<string> list) => AddIf(!list.IsEmpty, $"{column} IN @{name}", name, list.ToArray());
    }

    /// <summary>The place in the list, to be added at the end; empty for the first page.</summary>
    public static string OfPage(AccountCallQuery query, DynamicParameters values)
    {
        if ((query.After ?? query.Before) is not { } position)
        {
            return "";
        }

        values.Add("PositionAt", StoredTime.From(position.StartedAt));
        values.Add("PositionId", position.Id.ToString());
        return $" AND (started_at_us, call_id) {(query.Ascending == query.After is not null ? ">" : "<")} (@PositionAt, @PositionId)";
    }
}
