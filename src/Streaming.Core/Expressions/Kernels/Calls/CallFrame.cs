using System.Runtime.CompilerServices;
using System.Text;

namespace Streaming;

/// <summary>What a row function sees: the argument vectors, the result vector, scratch memory. One per kernel, so one thread uses it.</summary>
internal sealed class CallFrame(ColumnVector result)
{
    private char[] _chars = [];
    private (byte[] Bytes, string Text)[] _texts = [];

    public ColumnVector[] Arguments { get; set; } = [];

    public ColumnVector Result { get; } = result;

    public EvaluationContext Context { get; set; } = new();

    /// <summary>Whatever a function keeps between rows, such as compiled patterns.</summary>
    public object? State { get; set; }

    public int Count => Arguments.Length;

    public T KeptState<T>()
        where T : class, new()
    {
        if (State is T state)
        {
            return state;
        }

        var created = new T();
        State = created;
        return created;
    }

    public bool IsNull(int argument, int row) => Arguments[argument].IsNull(row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Bytes(int argument, int row) => Unsafe.As<BytesVector>(Arguments[argument]).Value(row);

    public bool Boolean(int argument, int row) => Unsafe.As<FixedVector<bool>>(Arguments[argument]).Values[row];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Int(int argument, int row) => Unsafe.As<FixedVector<int>>(Arguments[argument]).Values[row];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Long(int argument, int row) => Unsafe.As<FixedVector<long>>(Arguments[argument]).Values[row];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Double(int argument, int row) => Unsafe.As<FixedVector<double>>(Arguments[argument]).Values[row];

    public Int128 Decimal(int argument, int row) => Unsafe.As<FixedVector<Int128>>(Arguments[argument]).Values[row];

    public string Text(int argument, int row) => Encoding.UTF8.GetString(Bytes(argument, row));

    /// <summary>Text of an argument that rarely changes (a unit, a zone, a pattern): the same object while its bytes are the same.</summary>
    public string KeptText(int argument, int row)
    {
        if (_texts.Length <= argument)
        {
            Array.Resize(ref _texts, argument + 1);
        }

        var bytes = Bytes(argument, row);
        ref var kept = ref _texts[argument];
        if (kept.Text is null || !bytes.SequenceEqual(kept.Bytes))
        {
            kept = (bytes.ToArray(), Encoding.UTF8.GetString(bytes));
        }

        return kept.Text;
    }

    /// <summary>Text as UTF-16 in scratch memory, valid until the next call.</summary>
    public ReadOnlySpan<char> Chars(int argument, int row)
    {
        var bytes = Bytes(argument, row);
        if (_chars.Length < bytes.Length)
        {
            _chars = new char[Math.Max(bytes.Length, Math.Max(256, _chars.Length * 2))];
        }

        return _chars.AsSpan(0, Encoding.UTF8.GetChars(bytes, _chars));
    }

    public void ReturnNull(int row) => Result.Nulls.Set(row);

    public void Return(int row, bool value) => Unsafe.As<FixedVector<bool>>(Result).Values[row] = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Return(int row, int value) => Unsafe.As<FixedVector<int>>(Result).Values[row] = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Return(int row, long value) => Unsafe.As<FixedVector<long>>(Result).Values[row] = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Return(int row, double value) => Unsafe.As<FixedVector<double>>(Result).Values[row] = value;

    public void Return(int row, Int128 value) => Unsafe.As<FixedVector<Int128>>(Result).Values[row] = value;

    public void Return(int row, ReadOnlySpan<byte> value) => Unsafe.As<BytesVector>(Result).SetCopy(row, value);

    public void Return(int row, string? value)
    {
        if (value is null)
        {
            ReturnNull(row);
            return;
        }

        var room = Reserve(Encoding.UTF8.GetMaxByteCount(value.Length));
        Commit(row, Encoding.UTF8.GetBytes(value, room));
    }

    /// <summary>Points the result at bytes of an argument: nothing is copied.</summary>
    public void ReturnArgument(int row, int argument) => Unsafe.As<BytesVector>(Result).Set(row, Unsafe.As<BytesVector>(Arguments[argument]), row);

    public Span<byte> Reserve(int length) => Unsafe.As<BytesVector>(Result).Reserve(length);

    public void Commit(int row, int length) => Unsafe.As<BytesVector>(Result).Commit(row, length);
}
