using System.Buffers;

namespace Streaming;

/// <summary>The value whose order is smallest or largest, the later one of equals; where value and order are the same, the extreme of values of any type.</summary>
internal sealed class ExtremeByAccumulator(DataType type, DataType order, bool isMax) : Accumulator
{
    private readonly ValueStore _values = new(type);
    private readonly ValueStore _orders = new(order);
    private readonly ValueCodec _valueCodec = ValueCodec.Of(type, canonical: false);
    private readonly ValueCodec _orderCodec = ValueCodec.Of(order, canonical: false);

    public override void Grow(int groups)
    {
        _values.Grow(groups);
        _orders.Grow(groups);
    }

    public override void Clear()
    {
        _values.Clear();
        _orders.Clear();
    }

    public override void Reset(int group)
    {
        _values.Clear(group);
        _orders.Clear(group);
    }

    public override void Update(ReadOnlySpan<ColumnVector> arguments, RowSet rows, ReadOnlySpan<int> groups)
    {
        var orders = arguments[^1];
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            if (!orders.IsNull(row))
            {
                Add(groups[row], arguments[0], row, orders, row);
            }
        }
    }

    public override void Merge(int group, Accumulator other, int otherGroup)
    {
        var extremes = (ExtremeByAccumulator)other;
        if (extremes._orders.Has(otherGroup))
        {
            Add(group, extremes._values.Values, extremes._values.Place(otherGroup), extremes._orders.Values, extremes._orders.Place(otherGroup));
        }
    }

    public override void Write(int group, ArrayBufferWriter<byte> output)
    {
        bool any = _orders.Has(group);
        ValueCodec.WriteFixed(any ? (byte)1 : (byte)0, output);
        if (any)
        {
            _valueCodec.WriteNullable(_values.Values, _values.Place(group), output);
            _orderCodec.Write(_orders.Values, _orders.Place(group), output);
        }
    }

    public override void Read(int group, ref ReadOnlySpan<byte> data)
    {
        if (ValueCodec.ReadFixed<byte>(ref data) != 0)
        {
            _valueCodec.ReadNullable(ref data, _values.Values);
            _values.Appended(group);
            _orderCodec.Read(ref data, _orders.Values);
            _orders.Appended(group);
        }
    }

    public override void Finish(int group, ColumnVector result)
    {
        if (_values.Has(group))
        {
            result.AppendFrom(_values.Values, _values.Place(group));
        }
        else
        {
            result.AppendNull();
        }
    }

    private void Add(int group, ColumnVector values, int valueRow, ColumnVector orders, int orderRow)
    {
        if (_orders.Has(group))
        {
            int compared = VectorOrder.Compare(orders, orderRow, _orders.Values, _orders.Place(group));
            if (isMax ? compared < 0 : compared > 0)
            {
                return;
            }
        }

        _values.Set(group, values, valueRow);
        _orders.Set(group, orders, orderRow);
    }
}
