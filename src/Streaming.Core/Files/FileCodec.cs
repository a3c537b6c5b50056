using System.IO.Compression;

namespace Streaming;

/// <summary>Compression of whole files: by the option <c>compression</c> when they are written, by their name when they are read.</summary>
internal static class FileCodec
{
    private const string Known = "deflate, gzip, none, uncompressed";

    /// <summary>What a file's name ends with after its format's own ending.</summary>
    public static string Extension(string codec) => codec switch
    {
        "gzip" => ".gz",
        "deflate" => ".deflate",
        _ => "",
    };

    /// <summary>Reads the option <c>compression</c> (or <c>codec</c>).</summary>
    public static string FromOptions(StreamOptions options)
    {
        string? other = options.Get("codec");
        string name = options.Get("compression") ?? other ?? "none";
        return name.ToLowerInvariant() switch
        {
            "none" or "uncompressed" => "none",
            "gzip" => "gzip",
            "deflate" => "deflate",
            _ => throw new StreamingException(
                "CODEC_NOT_AVAILABLE.WITH_AVAILABLE_CODECS_SUGGESTION",
                $"[CODEC_NOT_AVAILABLE.WITH_AVAILABLE_CODECS_SUGGESTION] The codec {name} is not available. Available codecs are {Known}. SQLSTATE: 56038")
            { SqlState = "56038" },
        };
    }

    /// <summary>A stream that compresses what is written to it; disposing it leaves the inner stream open.</summary>
    public static Stream Compress(Stream inner, string codec) => codec switch
    {
        "gzip" => new GZipStream(inner, CompressionLevel.Optimal, leaveOpen: true),
        "deflate" => new ZLibStream(inner, CompressionLevel.Optimal, leaveOpen: true),
        _ => inner,
    };

    /// <summary>Opens a file for reading, unpacked where its name says that it is packed.</summary>
    public static Stream OpenRead(string path)
    {
        string extension = Path.GetExtension(path).ToLowerInvariant();
        if (extension is ".bz2" or ".snappy" or ".lz4" or ".zst" or ".xz" or ".lzo")
        {
            throw new StreamingException("CODEC_NOT_AVAILABLE", $"The file {path} is compressed by a codec that is not available here. Files end with .gz or .deflate, or are not compressed.");
        }

        var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.SequentialScan, BufferSize = 0 });
        return extension switch
        {
            ".gz" => new GZipStream(file, CompressionMode.Decompress),
            ".deflate" => new ZLibStream(file, CompressionMode.Decompress),
            _ => file,
        };
    }
}
