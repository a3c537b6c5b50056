using System.Text;

namespace Streaming;

internal static class WholeFile
{
    /// <summary>All of a file as UTF-8, without a byte order mark.</summary>
    public static byte[] Read(string path, Encoding? encoding)
    {
        using var stream = FileEncodings.ToUtf8(FileCodec.OpenRead(path), encoding);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        byte[] bytes = content.ToArray();
        return bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? bytes[3..] : bytes;
    }
}
