namespace Streaming;

/// <content>Types from text; here, because types know nothing of the parser.</content>
public abstract partial class DataType
{
    /// <summary>Reads a type from Spark's JSON.</summary>
    /// <exception cref="StreamingException">The text is not one (<c>INVALID_JSON_DATA_TYPE</c>).</exception>
    public static DataType FromJson(string json) => TypeJson.Parse(json);

    /// <summary>Reads a type as DDL writes it (<c>array&lt;int&gt;</c>), or columns as a struct (<c>a INT, b STRING</c>).</summary>
    /// <exception cref="StreamingException">The text is neither.</exception>
    public static DataType Parse(string ddl)
    {
        try
        {
            return SqlParser.ParseType(ddl);
        }
        catch (StreamingException error) when (error.ErrorClass is "PARSE_SYNTAX_ERROR" or "UNSUPPORTED_DATATYPE")
        {
            try
            {
                return SqlParser.ParseSchema(ddl);
            }
            catch (StreamingException) when (!ddl.Trim().Contains(' ', StringComparison.Ordinal))
            {
                throw error;
            }
        }
    }
}
