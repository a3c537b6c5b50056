using System.Text;

namespace Streaming;

/// <summary>Makes writers of files with a record a line.</summary>
/// <param name="extension">What the files' names end with.</param>
/// <param name="separator">What follows each record.</param>
/// <param name="encoding">The encoding; null for UTF-8.</param>
/// <param name="codec">The compression.</param>
/// <param name="makeRecords">Makes what formats the records; its second argument says how many columns there are.</param>
/// <param name="header">A first line; null for none.</param>
internal sealed class TextWriterFactory(string extension, byte[] separator, Encoding? encoding, string codec, Func<EvaluationContext, byte[], RecordTextWriter> makeRecords, byte[]? header = null)
    : FileWriterFactory(extension)
{
    public override FileWriter Create(Stream stream, EvaluationContext evaluation) => new Writer(stream, this, makeRecords(evaluation, separator));

    private byte[]? Header => header;

    private Stream Wrap(Stream stream, out Stream compressed)
    {
        compressed = FileCodec.Compress(stream, codec);
        return FileEncodings.FromUtf8(compressed, encoding);
    }

    private sealed class Writer : FileWriter
    {
        private const int FlushAt = 64 * 1024;

        private readonly System.Buffers.ArrayBufferWriter<byte> _buffer = new(FlushAt + 4096);
        private readonly RecordTextWriter _records;
        private readonly Stream _inner;
        private readonly Stream _compressed;
        private readonly Stream _stream;
        private readonly byte[] _separator;
        private bool _isDone;

        public Writer(Stream stream, TextWriterFactory owner, RecordTextWriter records)
        {
            _inner = stream;
            _records = records;
            _separator = owner.Separator;
            _stream = owner.Wrap(stream, out _compressed);
            if (owner.Header is { } header)
            {
                System.Buffers.BuffersExtensions.Write(_buffer, header);
                System.Buffers.BuffersExtensions.Write(_buffer, _separator);
            }
        }

        public override void Write(ColumnVector[] columns, RowSet rows)
        {
            for (int i = 0; i < rows.Count; i++)
            {
                _records.Write(_buffer, columns, rows[i]);
                System.Buffers.BuffersExtensions.Write(_buffer, _separator);
                if (_buffer.WrittenCount >= FlushAt)
                {
                    Flush();
                }
            }
        }

        public override void Finish()
        {
            Flush();
            Close();
        }

        public override void Dispose() => Close();

        private void Flush()
        {
            _stream.Write(_buffer.WrittenSpan);
            _buffer.ResetWrittenCount();
        }

        // The compressor writes its end when it is closed; the file itself is the caller's.
        private void Close()
        {
            if (_isDone)
            {
                return;
            }

            _isDone = true;
            if (_stream != _compressed)
            {
                _stream.Dispose();
            }

            if (_compressed != _inner)
            {
                _compressed.Dispose();
            }
        }
    }

    private byte[] Separator => separator;
}
