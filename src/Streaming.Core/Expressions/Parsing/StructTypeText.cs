namespace Streaming;

/// <content>Schemas from text; here, because types know nothing of the parser.</content>
public sealed partial class StructType
{
    /// <summary>Reads columns as DDL writes them: <c>name STRING, age INT NOT NULL COMMENT 'years'</c>, or <c>struct&lt;name:string&gt;</c>.</summary>
    /// <exception cref="StreamingException">The text is not DDL (<c>PARSE_SYNTAX_ERROR</c>), or a type is unknown.</exception>
    public static StructType FromDdl(string ddl)
    {
        try
        {
            return SqlParser.ParseSchema(ddl);
        }
        catch (StreamingException error) when (error.ErrorClass == "PARSE_SYNTAX_ERROR")
        {
            try
            {
                if (SqlParser.ParseType(ddl) is StructType type)
                {
                    return type;
                }
            }
            catch (StreamingException)
            {
                // The first error is about what the text looks like.
            }

            throw;
        }
    }

    /// <summary>Reads a schema from DDL or from JSON, whichever the text is.</summary>
    /// <exception cref="StreamingException">The text is neither.</exception>
    public static new StructType Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.AsSpan().TrimStart().StartsWith("{", StringComparison.Ordinal))
        {
            return FromDdl(text);
        }

        return FromJson(text) as StructType
            ?? throw new StreamingException("INVALID_SCHEMA.NON_STRUCT_TYPE", $"[INVALID_SCHEMA.NON_STRUCT_TYPE] The input schema \"{text}\" is not a valid schema string. The input expression should be evaluated to struct type. SQLSTATE: 42K07") { SqlState = "42K07" };
    }

    /// <summary>These fields and one more, its type as DDL (<c>"array&lt;int&gt;"</c>).</summary>
    public StructType Add(string name, string type, bool nullable = true) => Add(name, SqlParser.ParseType(type), nullable);
}
