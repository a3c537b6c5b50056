using System.Text;
using System.Text.Json;

namespace Streaming;

/// <summary><c>from_json</c>: reads texts into the vectors of a schema.</summary>
internal sealed class FromJsonExpression(BoundExpression text, DataType schema, JsonOptions options) : BoundExpression(schema, true, text)
{
    public override Kernel Compile() => new JsonKernel(Children[0].Compile(), Type, options);

    private sealed class JsonKernel : Kernel
    {
        private readonly Kernel _text;
        private readonly DataType _schema;
        private readonly JsonOptions _options;
        private readonly ColumnVector _result;
        private readonly JsonColumnReader _reader;
        private readonly int _corrupt = -1;

        public JsonKernel(Kernel text, DataType schema, JsonOptions options)
        {
            _text = text;
            _schema = schema;
            _options = options;
            _result = Vectors.Create(schema);
            _reader = new JsonColumnReader(schema, options);
            if (schema is StructType structure)
            {
                _corrupt = structure.Fields.ToList().FindIndex(field => field.Name == options.CorruptRecordColumn && field.Type == DataTypes.String);
            }
        }

        public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
        {
            var texts = (BytesVector)_text.Evaluate(batch, rows, context);
            _result.Reset(0);
            int next = 0;
            for (int i = 0; i < rows.Count; i++)
            {
                int row = rows[i];
                for (; next < row; next++)
                {
                    _result.AppendNull();
                }

                if (texts.IsNull(row) || IsBlank(texts.Value(row)))
                {
                    _result.AppendNull();
                }
                else
                {
                    Read(texts.Value(row), context);
                }

                next++;
            }

            for (; next < batch.Count; next++)
            {
                _result.AppendNull();
            }

            return _result;
        }

        private static bool IsBlank(ReadOnlySpan<byte> text) => text.TrimStart(" \t\r\n"u8).Length == 0;

        private void Read(ReadOnlySpan<byte> original, EvaluationContext context)
        {
            var text = original;
            bool done = false;
            bool isMalformed = !JsonText.TryAccept(ref text, _options.AllowComments, _options.AllowNonNumericNumbers);
            if (!isMalformed)
            {
                _reader.HasFailed = false;
                var reader = JsonText.Reader(text, _options.AllowComments);
                reader.Read();
                if (_options.IsFailFast && _schema is StructType && reader.TokenType == JsonTokenType.StartArray)
                {
                    throw Malformed("CANNOT_PARSE_JSON_ARRAYS_AS_STRUCTS", original);
                }

                done = ReadRoot(ref reader, text, context);
                isMalformed = !done || _reader.HasFailed;
            }

            if (isMalformed && _options.IsFailFast)
            {
                throw Malformed("WITHOUT_SUGGESTION", _schema is StructType structure ? Encoding.UTF8.GetBytes($"[{string.Join(",", structure.Fields.Select(_ => "null"))}]") : original);
            }

            if (!done)
            {
                AppendEmpty();
            }

            if (_corrupt >= 0)
            {
                SetCorrupt(isMalformed, original);
            }
        }

        private bool ReadRoot(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, EvaluationContext context)
        {
            if (reader.TokenType == JsonTokenType.Null)
            {
                return false;
            }

            // An object alone is taken for an array of one struct.
            if (_schema is ArrayType { ElementType: StructType } && reader.TokenType == JsonTokenType.StartObject)
            {
                var array = (ArrayVector)_result;
                int start = array.Elements.Count;
                _reader.Element.AppendStruct(ref reader, text, (StructVector)array.Elements, context);
                array.AppendRow(start, 1);
                return true;
            }

            switch (_schema)
            {
                case StructType when reader.TokenType == JsonTokenType.StartObject:
                    return _reader.AppendStruct(ref reader, text, (StructVector)_result, context);
                case ArrayType when reader.TokenType == JsonTokenType.StartArray:
                case MapType when reader.TokenType == JsonTokenType.StartObject:
                    int before = _result.Count;
                    bool fits = _reader.Append(ref reader, text, _result, context);
                    if (!fits)
                    {
                        _reader.HasFailed = true;
                    }

                    return _result.Count > before;
                default:
                    return false;
            }
        }

        private void AppendEmpty()
        {
            if (_result is not StructVector structure)
            {
                _result.AppendNull();
                return;
            }

            foreach (var field in structure.Fields)
            {
                field.AppendNull();
            }

            structure.AppendRow();
        }

        /// <summary>The column of bad records is filled last: the row before it knows nothing of failures.</summary>
        private void SetCorrupt(bool isMalformed, ReadOnlySpan<byte> text)
        {
            var column = (BytesVector)((StructVector)_result).Fields[_corrupt];
            column.RemoveLast();
            if (isMalformed)
            {
                column.AppendCopy(text);
            }
            else
            {
                column.AppendNull();
            }
        }

        private static StreamingException Malformed(string subclass, ReadOnlySpan<byte> record) =>
            FunctionErrors.Of($"MALFORMED_RECORD_IN_PARSING.{subclass}", "22023", $"Malformed records are detected in record parsing: {Encoding.UTF8.GetString(record)}.\nParse Mode: FAILFAST. To process malformed records as null result, try setting the option 'mode' as 'PERMISSIVE'.{(subclass == "WITHOUT_SUGGESTION" ? "" : "\nParsing JSON arrays as structs is forbidden.")}");
    }
}
