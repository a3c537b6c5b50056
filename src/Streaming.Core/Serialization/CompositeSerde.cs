using System.Buffers;
using System.Linq.Expressions;

namespace Streaming;

/// <summary>Tuples, records, classes and structs: a bit for the presence of each field, then the fields one after another.</summary>
/// <remarks>Canonical: no field is left out or reordered, lengths have one form, so equal values have equal bytes.</remarks>
internal sealed class CompositeSerde<T> : ISerde<T>, ISizedSerde
{
    private readonly int _fields;
    private readonly Action<T, ArrayBufferWriter<byte>, int> _write;
    private readonly IFieldCodec[] _codecs;
    private readonly Func<object[], T> _create;
    private readonly bool _mayBeDerived = !typeof(T).IsValueType && !typeof(T).IsSealed;

    // Where fields wait for the constructor: a compiled expression cannot take the reader, which is a ref struct.
    // A type never contains itself, so that one set per thread is enough.
    [ThreadStatic]
    private static object[]? _slots;

    /// <param name="serdeOf">Finds the serde of a field's type.</param>
    public CompositeSerde(Func<Type, object> serdeOf)
    {
        var shape = CompositeMembers.Of(typeof(T));
        _fields = shape.Members.Count;
        var codecs = new IFieldCodec[_fields];
        int size = (_fields + 7) / 8;
        for (int i = 0; i < _fields; i++)
        {
            var type = TypeMembers.TypeOf(shape.Members[i]);
            var inner = Nullable.GetUnderlyingType(type);
            object serde = serdeOf(inner ?? type);
            codecs[i] = (IFieldCodec)Activator.CreateInstance((inner is null ? typeof(FieldCodec<>) : typeof(NullableFieldCodec<>)).MakeGenericType(inner ?? type), shape.Members[i].Name, serde)!;
            bool hasNull = !type.IsValueType || inner is not null;
            size = size < 0 || hasNull || serde is not ISizedSerde { FixedSize: >= 0 and var fieldSize } ? -1 : size + fieldSize;
        }

        FixedSize = size;
        _write = CompileWrite(shape, codecs);
        _codecs = codecs;
        _create = CompileCreate(shape);
    }

    public int FixedSize { get; }

    public void Write(T value, ArrayBufferWriter<byte> output)
    {
        if (_mayBeDerived && value!.GetType() != typeof(T))
        {
            throw SerdeErrors.Unsupported(value.GetType(), $"the serde was made for its base class {TypeName.Of(typeof(T))} and would lose its other fields");
        }

        int start = output.WrittenCount;
        int bytes = (_fields + 7) / 8;
        var bits = output.GetSpan(bytes)[..bytes];
        bits.Fill(0xff);
        if (_fields % 8 != 0)
        {
            bits[^1] = (byte)((1 << (_fields % 8)) - 1);
        }

        output.Advance(bytes);
        _write(value, output, start);
    }

    public T Read(ReadOnlySpan<byte> data)
    {
        var reader = new CompositeReader(data, typeof(T));
        reader.BeginFields(_fields);
        var slots = _slots ??= [.. _codecs.Select(codec => codec.NewSlot())];
        for (int i = 0; i < _codecs.Length; i++)
        {
            _codecs[i].ReadTo(slots[i], ref reader, i);
        }

        reader.End();
        return _create(slots);
    }

    private static Action<T, ArrayBufferWriter<byte>, int> CompileWrite(CompositeMembers shape, IFieldCodec[] codecs)
    {
        var value = Expression.Parameter(typeof(T), "value");
        var output = Expression.Parameter(typeof(ArrayBufferWriter<byte>), "output");
        var start = Expression.Parameter(typeof(int), "start");
        var calls = shape.Members.Select((member, i) => Expression.Call(
            Expression.Constant(codecs[i]), codecs[i].GetType().GetMethod(nameof(FieldCodec<>.Write))!, Expression.MakeMemberAccess(value, member), output, start, Expression.Constant(i)));
        return Expression.Lambda<Action<T, ArrayBufferWriter<byte>, int>>(Expression.Block(typeof(void), calls), value, output, start).Compile();
    }

    private static Func<object[], T> CompileCreate(CompositeMembers shape)
    {
        var slots = Expression.Parameter(typeof(object[]), "slots");
        var locals = shape.Members.Select(member => Expression.Variable(TypeMembers.TypeOf(member), member.Name)).ToArray();
        var body = new List<Expression>();
        for (int i = 0; i < locals.Length; i++)
        {
            var slot = Expression.Convert(Expression.ArrayIndex(slots, Expression.Constant(i)), typeof(FieldSlot<>).MakeGenericType(locals[i].Type));
            body.Add(Expression.Assign(locals[i], Expression.Call(slot, nameof(FieldSlot<>.Take), null)));
        }

        var create = shape.Constructor is null
            ? Expression.New(typeof(T))
            : Expression.New(shape.Constructor, shape.Arguments.Select(argument => locals[argument]));
        var others = Enumerable.Range(0, locals.Length).Where(i => !shape.Arguments.Contains(i))
            .Select(i => (MemberBinding)Expression.Bind(shape.Members[i], locals[i])).ToArray();
        body.Add(others.Length == 0 ? create : Expression.MemberInit(create, others));
        return Expression.Lambda<Func<object[], T>>(Expression.Block(typeof(T), locals, body), slots).Compile();
    }
}
