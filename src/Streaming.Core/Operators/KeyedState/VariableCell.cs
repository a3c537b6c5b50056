using System.Buffers;

namespace Streaming;

/// <summary>The bytes of a variable for one key (see <see cref="StateBytes"/>), and the value that was read from them where nobody can change it.</summary>
internal struct VariableCell
{
    public byte[] Bytes;
    public object? Live;

    internal sealed class Serde : ISerde<VariableCell>
    {
        public static readonly Serde Instance = new();

        public void Write(VariableCell value, ArrayBufferWriter<byte> output) => output.Write(value.Bytes);

        public VariableCell Read(ReadOnlySpan<byte> data) => new() { Bytes = data.ToArray() };
    }
}
