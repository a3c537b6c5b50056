using System.Text;

namespace Streaming;

/// <summary>Reads lines, or whole files, as rows.</summary>
internal sealed class TextFileRows(bool isWhole, byte[]? separator, Encoding? encoding, bool isRequired) : FileRows
{
    private readonly LineReader _lines = new(separator);
    private string? _whole;

    public override void Open(string path)
    {
        if (isWhole)
        {
            _whole = path;
        }
        else
        {
            _lines.Open(FileEncodings.ToUtf8(FileCodec.OpenRead(path), encoding));
        }
    }

    public override int Read(ColumnVector[] columns, int capacity)
    {
        var values = (BytesVector)columns[0];
        if (isWhole)
        {
            return ReadWhole(values);
        }

        int count = 0;
        while (count < capacity && _lines.TryRead(out var line))
        {
            if (isRequired)
            {
                values.AppendCopy(line);
            }

            count++;
        }

        return count;
    }

    public override void Dispose() => _lines.Dispose();

    // An empty file has no row.
    private int ReadWhole(BytesVector values)
    {
        if (_whole is null)
        {
            return 0;
        }

        byte[] content = WholeFile.Read(_whole, encoding);
        _whole = null;
        if (content.Length == 0)
        {
            return 0;
        }

        values.AppendCopy(content);
        return 1;
    }
}
