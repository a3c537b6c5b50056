using System.Buffers;
using System.Linq.Expressions;
using System.Reflection;

namespace Streaming;

/// <summary>Tuples, records, classes and structs: a bit for the presence of each field, then the fields one after another.</summary>
/// <remarks>Canonical: no field is left out or reordered, lengths have one form, so equal values have equal bytes.</remarks>
internal sealed class CompositeSerde<T> : ISerde<T>, ISizedSerde
{
    private readonly int _fields;
    private readonly Action<T, ArrayBufferWriter<byte>, int> _write;
    private readonly ReadFields _read;
    private readonly bool _mayBeDerived = !typeof(T).IsValueType && !typeof(T).IsSealed;

    private delegate T ReadFields(ref CompositeReader reader);

    /// <param name="serdeOf">Finds the serde of a field's type.</param>
    public CompositeSerde(Func<Type, object> serdeOf)
    {
        var shape = CompositeMembers.Of(typeof(T));
        _fields = shape.Members.Count;
        var codecs = new object[_fields];
        int size = (_fields + 7) / 8;
        for (int i = 0; i < _fields; i++)
        {
            var type = CompositeMembers.TypeOf(shape.Members[i]);
            var inner = Nullable.GetUnderlyingType(type);
            object serde = serdeOf(inner ?? type);
            codecs[i] = Activator.CreateInstance((inner is null ? typeof(FieldCodec<>) : typeof(NullableFieldCodec<>)).MakeGenericType(inner ?? type), shape.Members[i].Name, serde)!;
            bool hasNull = !type.IsValueType || inner is not null;
            size = size < 0 || hasNull || serde is not ISizedSerde { FixedSize: >= 0 and var fieldSize } ? -1 : size + fieldSize;
        }

        FixedSize = size;
        _write = CompileWrite(shape, codecs);
        _read = CompileRead(shape, codecs);
    }

    public int FixedSize { get; }

    public void Write(T value, ArrayBufferWriter<byte> output)
    {
        if (_mayBeDerived && value!.GetType() != typeof(T))
        {
            throw SerdeErrors.Unsupported(value.GetType(), $"the serde was made for its base class {SerdeErrors.NameOf(typeof(T))} and would lose its other fields");
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
        T value = _read(ref reader);
        reader.End();
        return value;
    }

    private static Action<T, ArrayBufferWriter<byte>, int> CompileWrite(CompositeMembers shape, object[] codecs)
    {
        var value = Expression.Parameter(typeof(T), "value");
        var output = Expression.Parameter(typeof(ArrayBufferWriter<byte>), "output");
        var start = Expression.Parameter(typeof(int), "start");
        var calls = shape.Members.Select((member, i) => Expression.Call(
            Expression.Constant(codecs[i]), Method(codecs[i], nameof(FieldCodec<>.Write)), Expression.MakeMemberAccess(value, member), output, start, Expression.Constant(i)));
        return Expression.Lambda<Action<T, ArrayBufferWriter<byte>, int>>(Expression.Block(typeof(void), calls), value, output, start).Compile();
    }

    private static ReadFields CompileRead(CompositeMembers shape, object[] codecs)
    {
        var reader = Expression.Parameter(typeof(CompositeReader).MakeByRefType(), "reader");
        var locals = shape.Members.Select(member => Expression.Variable(CompositeMembers.TypeOf(member), member.Name)).ToArray();
        var body = new List<Expression>();
        for (int i = 0; i < locals.Length; i++)
        {
            body.Add(Expression.Assign(locals[i], Expression.Call(
                Expression.Constant(codecs[i]), Method(codecs[i], nameof(FieldCodec<>.Read)), reader, Expression.Constant(i))));
        }

        var create = shape.Constructor is null
            ? Expression.New(typeof(T))
            : Expression.New(shape.Constructor, shape.Arguments.Select(argument => locals[argument]));
        var others = Enumerable.Range(0, locals.Length).Where(i => !shape.Arguments.Contains(i))
            .Select(i => (MemberBinding)Expression.Bind(shape.Members[i], locals[i])).ToArray();
        body.Add(others.Length == 0 ? create : Expression.MemberInit(create, others));
        return Expression.Lambda<ReadFields>(Expression.Block(typeof(T), locals, body), reader).Compile();
    }

    private static MethodInfo Method(object codec, string name) => codec.GetType().GetMethod(name)!;
}
