using System.Text.RegularExpressions;
using P = Streaming.Parameter;

namespace Streaming;

/// <summary>Parts of URLs, by the rules of java.net.URI.</summary>
internal static partial class UrlFunctions
{
    public static IEnumerable<FunctionDefinition> All =>
    [
        Scalar.Define("string", "parse_url", "A part of an URL: HOST, PATH, QUERY, REF, PROTOCOL, FILE, AUTHORITY or USERINFO; of QUERY the value of a key.", [P.String, P.String, P.String], DataTypes.String, (f, row) => Parse(f, row, f.Context.IsAnsi), least: 2, nullable: true),
        Scalar.Define("string", "try_parse_url", "As parse_url, NULL for a bad URL.", [P.String, P.String, P.String], DataTypes.String, (f, row) => Parse(f, row, fails: false), least: 2, nullable: true),
    ];

    private static void Parse(CallFrame f, int row, bool fails)
    {
        string url = f.Text(0, row);
        var match = Uri().Match(url);
        string? scheme = Value(match, "scheme");
        if (!IsLegal(url) || (scheme is not null && !Scheme().IsMatch(scheme)) || (scheme is not null && match.Length == scheme.Length + 1))
        {
            if (fails)
            {
                throw FunctionErrors.Of("INVALID_URL", "22P02", $"The url is invalid: {url}. Use `try_parse_url` to tolerate invalid URL and return NULL instead.");
            }

            f.ReturnNull(row);
            return;
        }

        string part = f.Text(1, row);
        bool isOpaque = scheme is not null && !url.AsSpan(scheme.Length + 1).StartsWith("/", StringComparison.Ordinal);
        string? query = isOpaque ? null : Value(match, "query");
        if (f.Count > 2)
        {
            f.Return(row, part == "QUERY" && query is not null ? KeyOf(query, f.Text(2, row)) : null);
            return;
        }

        string? authority = isOpaque ? null : Value(match, "authority") is { Length: > 0 } some ? some : null;
        var server = authority is null ? Match.Empty : Server().Match(authority);
        f.Return(row, part switch
        {
            "PROTOCOL" => scheme,
            "REF" => Value(match, "ref"),
            "QUERY" => query,
            "AUTHORITY" => authority,
            "USERINFO" => server.Success ? Value(server, "user") : null,
            "HOST" => server.Success ? Value(server, "host") : null,
            _ when isOpaque => null,
            "PATH" => match.Groups["path"].Value,
            "FILE" => match.Groups["path"].Value + (query is null ? "" : "?" + query),
            _ => null,
        });
    }

    private static string? Value(Match match, string group) => match.Groups[group].Success ? match.Groups[group].Value : null;

    private static string? KeyOf(string query, string key)
    {
        foreach (string pair in query.Split('&'))
        {
            if (pair.StartsWith(key + "=", StringComparison.Ordinal))
            {
                return pair[(key.Length + 1)..];
            }
        }

        return null;
    }

    private static bool IsLegal(string url)
    {
        for (int i = 0; i < url.Length; i++)
        {
            char letter = url[i];
            bool isEscape = letter == '%' && i + 2 < url.Length && char.IsAsciiHexDigit(url[i + 1]) && char.IsAsciiHexDigit(url[i + 2]);
            if (letter == '%' ? !isEscape : letter < 0x80 ? !char.IsAsciiLetterOrDigit(letter) && !"_-!.~'()*,;:$&+=?/[]@#".Contains(letter, StringComparison.Ordinal) : char.IsWhiteSpace(letter) || char.IsControl(letter))
            {
                return false;
            }
        }

        return true;
    }

    [GeneratedRegex(@"^(?:(?<scheme>[^:/?#]+):)?(?://(?<authority>[^/?#]*))?(?<path>[^?#]*)(?:\?(?<query>[^#]*))?(?:#(?<ref>.*))?$", RegexOptions.Singleline)]
    private static partial Regex Uri();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*$")]
    private static partial Regex Scheme();

    [GeneratedRegex(@"^(?:(?<user>[^@\[\]]*)@)?(?<host>\[[0-9A-Fa-f:.%]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9.])?)(?::[0-9]*)?$")]
    private static partial Regex Server();
}
