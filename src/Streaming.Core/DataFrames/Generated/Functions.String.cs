namespace Streaming;

/// <content>Functions of the category string. Made by FunctionListTests from the registry: change it there.</content>
public static partial class Functions
{
    /// <summary>Number of bits.</summary>
    public static Column BitLength(object? first) => Call("bit_length", first);

    /// <summary>Without spaces (or the given characters) at both ends.</summary>
    public static Column Btrim(params object?[] arguments) => Call("btrim", arguments);

    /// <summary>The character of a code modulo 256.</summary>
    public static Column Char(object? first) => Call("char", first);

    /// <summary>Number of characters, or of bytes of a binary.</summary>
    public static Column CharLength(object? first) => Call("char_length", first);

    /// <summary>Number of characters, or of bytes of a binary.</summary>
    public static Column CharacterLength(object? first) => Call("character_length", first);

    /// <summary>The character of a code modulo 256.</summary>
    public static Column Chr(object? first) => Call("chr", first);

    /// <summary>Whether a text holds another.</summary>
    public static Column Contains(object? first, object? second) => Call("contains", first, second);

    /// <summary>Bytes of a charset as text; with more arguments the result behind the first equal value, else the last.</summary>
    public static Column Decode(params object?[] arguments) => Call("decode", arguments);

    /// <summary>The n-th of the other arguments.</summary>
    public static Column Elt(params object?[] arguments) => Call("elt", arguments);

    /// <summary>Text as bytes of a charset.</summary>
    public static Column Encode(object? first, object? second) => Call("encode", first, second);

    /// <summary>Whether a text ends with another.</summary>
    public static Column Endswith(object? first, object? second) => Call("endswith", first, second);

    /// <summary>1-based position in a list separated by commas; 0 where it is not there.</summary>
    public static Column FindInSet(object? first, object? second) => Call("find_in_set", first, second);

    /// <summary>Values in a pattern like %d, %s, %.2f.</summary>
    public static Column FormatString(params object?[] arguments) => Call("format_string", arguments);

    /// <summary>As like, without regard to case.</summary>
    public static Column Ilike(params object?[] arguments) => Call("ilike", arguments);

    /// <summary>Whether a text is valid UTF-8.</summary>
    public static Column IsValidUtf8(object? first) => Call("is_valid_utf8", first);

    /// <summary>Number of elements of a JSON array; NULL for other text.</summary>
    public static Column JsonArrayLength(object? first) => Call("json_array_length", first);

    /// <summary>Text in lower case.</summary>
    public static Column Lcase(object? first) => Call("lcase", first);

    /// <summary>The first characters.</summary>
    public static Column Left(object? first, object? second) => Call("left", first, second);

    /// <summary>Number of characters, or of bytes of a binary.</summary>
    public static Column Len(object? first) => Call("len", first);

    /// <summary>Edit distance; -1 above a limit.</summary>
    public static Column Levenshtein(params object?[] arguments) => Call("levenshtein", arguments);

    /// <summary>Whether a text matches a pattern with % and _.</summary>
    public static Column Like(params object?[] arguments) => Call("like", arguments);

    /// <summary>1-based position of the first text in the second, from a position on.</summary>
    public static Column Locate(params object?[] arguments) => Call("locate", arguments);

    /// <summary>Whether the digits pass the Luhn test.</summary>
    public static Column LuhnCheck(object? first) => Call("luhn_check", first);

    /// <summary>The text with what is not UTF-8 replaced.</summary>
    public static Column MakeValidUtf8(object? first) => Call("make_valid_utf8", first);

    /// <summary>Upper case letters as X, lower case ones as x, digits as n, or as what is given (NULL keeps them); others as a fifth argument says.</summary>
    public static Column Mask(params object?[] arguments) => Call("mask", arguments);

    /// <summary>Number of bytes.</summary>
    public static Column OctetLength(object? first) => Call("octet_length", first);

    /// <summary>Part of a text replaced by another, from a position.</summary>
    public static Column Overlay(params object?[] arguments) => Call("overlay", arguments);

    /// <summary>A part of an URL: HOST, PATH, QUERY, REF, PROTOCOL, FILE, AUTHORITY or USERINFO; of QUERY the value of a key.</summary>
    public static Column ParseUrl(params object?[] arguments) => Call("parse_url", arguments);

    /// <summary>1-based position of the first text in the second, from a position on.</summary>
    public static Column Position(params object?[] arguments) => Call("position", arguments);

    /// <summary>Values in a pattern like %d, %s, %.2f.</summary>
    public static Column Printf(params object?[] arguments) => Call("printf", arguments);

    /// <summary>The text in single quotes.</summary>
    public static Column Quote(object? first) => Call("quote", first);

    /// <summary>A random text of so many letters and digits.</summary>
    public static Column Randstr(params object?[] arguments) => Call("randstr", arguments);

    /// <summary>Whether a regular expression is found in a text.</summary>
    public static Column Regexp(object? first, object? second) => Call("regexp", first, second);

    /// <summary>Number of matches.</summary>
    public static Column RegexpCount(object? first, object? second) => Call("regexp_count", first, second);

    /// <summary>A group of all matches.</summary>
    public static Column RegexpExtractAll(params object?[] arguments) => Call("regexp_extract_all", arguments);

    /// <summary>1-based position of the first match, 0 without one.</summary>
    public static Column RegexpInstr(params object?[] arguments) => Call("regexp_instr", arguments);

    /// <summary>Whether a regular expression is found in a text.</summary>
    public static Column RegexpLike(object? first, object? second) => Call("regexp_like", first, second);

    /// <summary>The first match, NULL without one.</summary>
    public static Column RegexpSubstr(object? first, object? second) => Call("regexp_substr", first, second);

    /// <summary>Every occurrence of a part replaced.</summary>
    public static Column Replace(params object?[] arguments) => Call("replace", arguments);

    /// <summary>The last characters.</summary>
    public static Column Right(object? first, object? second) => Call("right", first, second);

    /// <summary>Whether a regular expression is found in a text.</summary>
    public static Column Rlike(object? first, object? second) => Call("rlike", first, second);

    /// <summary>Soundex code.</summary>
    public static Column Soundex(object? first) => Call("soundex", first);

    /// <summary>Spaces.</summary>
    public static Column Space(object? first) => Call("space", first);

    /// <summary>The n-th part between delimiters, from the end where n is negative.</summary>
    public static Column SplitPart(object? first, object? second, object? third) => Call("split_part", first, second, third);

    /// <summary>Whether a text starts with another.</summary>
    public static Column Startswith(object? first, object? second) => Call("startswith", first, second);

    /// <summary>Part of a text or binary from a 1-based position.</summary>
    public static Column Substr(params object?[] arguments) => Call("substr", arguments);

    /// <summary>Text as bytes: hex (default), base64 or utf-8.</summary>
    public static Column ToBinary(params object?[] arguments) => Call("to_binary", arguments);

    /// <summary>As parse_url, NULL for a bad URL.</summary>
    public static Column TryParseUrl(params object?[] arguments) => Call("try_parse_url", arguments);

    /// <summary>As to_binary, NULL for bad text.</summary>
    public static Column TryToBinary(params object?[] arguments) => Call("try_to_binary", arguments);

    /// <summary>The text; NULL where it is not UTF-8.</summary>
    public static Column TryValidateUtf8(object? first) => Call("try_validate_utf8", first);

    /// <summary>Text in upper case.</summary>
    public static Column Ucase(object? first) => Call("ucase", first);

    /// <summary>A random UUID.</summary>
    public static Column Uuid(params object?[] arguments) => Call("uuid", arguments);

    /// <summary>The text; an error where it is not UTF-8.</summary>
    public static Column ValidateUtf8(object? first) => Call("validate_utf8", first);
}
