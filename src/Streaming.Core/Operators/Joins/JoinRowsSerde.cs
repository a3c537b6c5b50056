using System.Buffers;

namespace Streaming;

/// <summary>Pages of a join's rows as bytes.</summary>
internal sealed class JoinRowsSerde : ISerde<JoinRows>
{
    public static JoinRowsSerde Instance { get; } = new();

    public void Write(JoinRows value, ArrayBufferWriter<byte> output) => value.Write(output);

    public JoinRows Read(ReadOnlySpan<byte> data) => JoinRows.Read(data);
}
