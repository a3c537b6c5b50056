namespace Streaming;

/// <summary>Names the class of an assembly that registers its formats (see <see cref="IStreamFormatModule"/>).</summary>
/// <param name="module">A class with a public constructor without parameters that implements <see cref="IStreamFormatModule"/>.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class StreamFormatsAttribute(Type module) : Attribute
{
    /// <summary>The class.</summary>
    public Type Module { get; } = module;
}
