namespace Streaming;

/// <content>Functions of texts and bytes.</content>
public static partial class Functions
{
    /// <summary>In capitals.</summary>
    public static Column Upper(Column column) => Call("upper", column);

    /// <summary>In small letters.</summary>
    public static Column Lower(Column column) => Call("lower", column);

    /// <summary>Without spaces at both ends.</summary>
    public static Column Trim(Column column) => Call("trim", column);

    /// <summary>Without spaces at the start.</summary>
    public static Column LTrim(Column column) => Call("ltrim", column);

    /// <summary>Without spaces at the end.</summary>
    public static Column RTrim(Column column) => Call("rtrim", column);

    /// <summary>Characters of a text, bytes of a binary.</summary>
    public static Column Length(Column column) => Call("length", column);

    /// <summary>Backwards; also arrays.</summary>
    public static Column Reverse(Column column) => Call("reverse", column);

    /// <summary>Each word with a capital.</summary>
    public static Column InitCap(Column column) => Call("initcap", column);

    /// <summary>Code of the first character.</summary>
    public static Column Ascii(Column column) => Call("ascii", column);

    /// <summary>Bytes as Base64.</summary>
    public static Column Base64(Column column) => Call("base64", column);

    /// <summary>Base64 as bytes.</summary>
    public static Column UnBase64(Column column) => Call("unbase64", column);

    /// <summary>As hexadecimal digits.</summary>
    public static Column Hex(Column column) => Call("hex", column);

    /// <summary>Hexadecimal digits as bytes.</summary>
    public static Column UnHex(Column column) => Call("unhex", column);

    /// <summary>MD5 as hexadecimal digits.</summary>
    public static Column Md5(Column column) => Call("md5", column);

    /// <summary>SHA-1 as hexadecimal digits.</summary>
    public static Column Sha1(Column column) => Call("sha1", column);

    /// <summary>CRC-32 of bytes.</summary>
    public static Column Crc32(Column column) => Call("crc32", column);

    /// <summary>A text cut at a regular expression, as an array.</summary>
    public static Column Split(Column column, object argument) => Call("split", column, argument);

    /// <summary>A text cut at a regular expression into at most so many parts.</summary>
    public static Column SplitLimit(Column column, object argument, object second) => Call("split", column, argument, second);

    /// <summary>Every match of a regular expression replaced.</summary>
    public static Column RegexpReplace(Column column, object argument, object second) => Call("regexp_replace", column, argument, second);

    /// <summary>A group of the first match of a regular expression.</summary>
    public static Column RegexpExtract(Column column, object argument, object second) => Call("regexp_extract", column, argument, second);

    /// <summary>Where a text first stands, from 1; 0 for nowhere.</summary>
    public static Column Instr(Column column, object argument) => Call("instr", column, argument);

    /// <summary>The text so many times.</summary>
    public static Column Repeat(Column column, object argument) => Call("repeat", column, argument);

    /// <summary>Part of a text, from 1.</summary>
    public static Column Substring(Column column, object argument, object second) => Call("substring", column, argument, second);

    /// <summary>What comes before the n-th delimiter.</summary>
    public static Column SubstringIndex(Column column, object argument, object second) => Call("substring_index", column, argument, second);

    /// <summary>Characters replaced one by one.</summary>
    public static Column Translate(Column column, object argument, object second) => Call("translate", column, argument, second);

    /// <summary>Filled up at the start.</summary>
    public static Column LPad(Column column, object argument, object second) => Call("lpad", column, argument, second);

    /// <summary>Filled up at the end.</summary>
    public static Column RPad(Column column, object argument, object second) => Call("rpad", column, argument, second);

    /// <summary>Texts, binaries or arrays one after another.</summary>
    public static Column Concat(params object?[] columns) => Call("concat", columns);

    /// <summary>With thousands separators and so many digits after the point.</summary>
    public static Column FormatNumber(Column column, object argument) => Call("format_number", column, argument);
}
