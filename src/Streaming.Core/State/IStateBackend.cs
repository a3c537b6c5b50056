namespace Streaming;

/// <summary>Where the committed state of a query lives.</summary>
public interface IStateBackend
{
    /// <summary>Name for progress and documentation, for example <c>memory</c>.</summary>
    string Name { get; }

    /// <summary>Opens the store of a query; reads nothing yet.</summary>
    IStateStore Open(StateStoreContext context);
}
