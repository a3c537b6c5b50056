namespace Streaming.Core.Tests;

/// <summary>How closely the text of an error must be Spark's.</summary>
internal enum ReplayError
{
    /// <summary>Word for word.</summary>
    Exact,

    /// <summary>The same classes in the chain of causes, and the root's text is somewhere in it: ours says more (operator, record).</summary>
    Root,

    /// <summary>The same class.</summary>
    Class,

    /// <summary>There is an error, in the same phase.</summary>
    Phase,

    /// <summary>It comes already when the query starts, its text begins with Spark's.</summary>
    Start,
}
