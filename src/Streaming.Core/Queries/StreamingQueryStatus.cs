namespace Streaming;

/// <summary>What a query is doing at this moment.</summary>
/// <param name="Message">For people, for example <c>Waiting for data to arrive</c>.</param>
/// <param name="IsDataAvailable">True where the newest look at the sources found data.</param>
/// <param name="IsTriggerActive">True while a trigger runs, false while the query waits for the next.</param>
public sealed record StreamingQueryStatus(string Message, bool IsDataAvailable, bool IsTriggerActive)
{
    /// <summary>One line of JSON, as in Spark.</summary>
    public string Json => ProgressFormat.Write(this, ProgressFormat.Append, pretty: false);

    /// <summary>Indented JSON, as in Spark.</summary>
    public string PrettyJson => ProgressFormat.Write(this, ProgressFormat.Append, pretty: true);

    /// <summary>Indented JSON, as in Spark.</summary>
    public override string ToString() => PrettyJson;
}
