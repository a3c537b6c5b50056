using System.Buffers;
using System.Buffers.Binary;

namespace Streaming;

/// <summary>One side of a join of two typed streams on the worker that owns the keys.</summary>
/// <typeparam name="TOwn">Records of this side.</typeparam>
/// <typeparam name="TOther">Records of the other side.</typeparam>
internal sealed class KeyedJoinSide<TOwn, TOther>
{
    private const int Header = 1 + sizeof(long);

    private readonly OperatorState _state;
    private readonly KeyedJoinPlan _plan;
    private readonly bool _isLeft;
    private readonly bool _isKept;
    private readonly JoinSideState _own;
    private readonly JoinSideState _other;
    private readonly ISerde<TOwn> _serde;
    private readonly ISerde<TOther> _otherSerde;
    private readonly Action<TOwn, TOther, long> _emitPair;
    private readonly Action<TOwn, long> _emitAlone;
    private readonly ArrayBufferWriter<byte> _bytes = new(256);

    /// <summary>Creates the side.</summary>
    /// <param name="state">The operator's state.</param>
    /// <param name="plan">What is joined.</param>
    /// <param name="isLeft">Which side it is.</param>
    /// <param name="rows">What this side keeps, and what the other side does.</param>
    /// <param name="serdes">How records of this and of the other side are written.</param>
    /// <param name="emitPair">Takes a pair and its time.</param>
    /// <param name="emitAlone">Takes a record without a partner, and its time; in a semi join one with a partner.</param>
    public KeyedJoinSide(
        OperatorState state, KeyedJoinPlan plan, bool isLeft, (JoinSideState Own, JoinSideState Other) rows, (ISerde<TOwn> Own, ISerde<TOther> Other) serdes,
        Action<TOwn, TOther, long> emitPair, Action<TOwn, long> emitAlone)
    {
        _state = state;
        _plan = plan;
        _isLeft = isLeft;
        _isKept = isLeft ? plan.Type.KeepsLeft() : plan.Type.KeepsRight();
        (_own, _other) = rows;
        (_serde, _otherSerde) = serdes;
        _emitPair = emitPair;
        _emitAlone = emitAlone;
    }

    /// <summary>What happens to a record of the other side that a semi join is about.</summary>
    public Action<TOther, long>? EmitOther { get; set; }

    public void Process(TOwn value, long time, ReadOnlySpan<byte> key, bool isNull, int partition)
    {
        bool hasTime = time != RecordBatch<TOwn>.NoTimestamp;
        if (hasTime && _plan.Times.EventTimeOf(_isLeft) >= 0 && time <= _state.Times.LateWatermark)
        {
            _state.Dropped++;
            return;
        }

        // What can have no partner is kept only to come out later.
        bool canMatch = !isNull && (hasTime || !_plan.HasWindow);
        if (!canMatch && !_isKept)
        {
            return;
        }

        bool isSemi = _plan.Type == JoinType.LeftSemi;
        bool isMatched = canMatch && Match(value, time, key, partition, isSemi);
        if (isSemi && _isLeft && isMatched)
        {
            _emitAlone(value, time);
            return;
        }

        _own.Add(partition, key, isNull, hasTime ? time : long.MaxValue, isMatched, Write(value, time));
        if (isSemi && !_isLeft)
        {
            _other.RemoveMarked();
        }
        else
        {
            _other.KeepMarked();
        }
    }

    /// <summary>Removes what is finished; what had no partner comes out.</summary>
    public void Expire()
    {
        if (_plan.Times.FinishedUpTo(_isLeft, _state.Times.EvictionWatermarkMs) is { } finished)
        {
            var visitor = new Finished(this);
            _own.Expire(finished * 1000, ref visitor);
        }
    }

    private bool Match(TOwn value, long time, ReadOnlySpan<byte> key, int partition, bool isSemi)
    {
        bool isMatched = false;
        bool marks = isSemi ? !_isLeft : _isLeft ? _plan.Type.KeepsRight() : _plan.Type.KeepsLeft();
        _other.Seek(partition, key, isNull: false);
        while (_other.MoveNext())
        {
            var partner = _other.Current;
            var row = _other.RowOf(partner);
            long otherTime = BinaryPrimitives.ReadInt64BigEndian(row);
            if ((_plan.HasWindow && !IsWithin(time, otherTime)) || (isSemi && !_isLeft && _other.IsMatched(partner)))
            {
                continue;
            }

            isMatched = true;
            if (marks)
            {
                _other.Mark(partner);
            }

            if (isSemi)
            {
                if (_isLeft)
                {
                    return true; // one is enough
                }

                EmitOther!(Read(_otherSerde, row), otherTime);
            }
            else
            {
                _emitPair(value, Read(_otherSerde, row), Math.Max(time, otherTime));
            }
        }

        return isMatched;
    }

    private bool IsWithin(long time, long otherTime)
    {
        if (otherTime == RecordBatch<TOther>.NoTimestamp)
        {
            return false;
        }

        long after = _isLeft ? otherTime - time : time - otherTime;
        return after >= _plan.From && after <= _plan.To;
    }

    private ReadOnlySpan<byte> Write(TOwn value, long time)
    {
        _bytes.ResetWrittenCount();
        var header = _bytes.GetSpan(Header);
        BinaryPrimitives.WriteInt64BigEndian(header, time);
        header[sizeof(long)] = value is null ? (byte)0 : (byte)1;
        _bytes.Advance(Header);
        if (value is not null)
        {
            _serde.Write(value, _bytes);
        }

        return _bytes.WrittenSpan;
    }

    private static T Read<T>(ISerde<T> serde, ReadOnlySpan<byte> row) => row[sizeof(long)] == 0 ? default! : serde.Read(row[Header..]);

    private readonly struct Finished(KeyedJoinSide<TOwn, TOther> side) : IJoinRowVisitor
    {
        public bool Visit(ReadOnlySpan<byte> row, bool isMatched, bool isNew)
        {
            if (side._isKept && !isMatched)
            {
                side._emitAlone(Read(side._serde, row), BinaryPrimitives.ReadInt64BigEndian(row));
                return true;
            }

            return side._isLeft || !isNew; // see StreamJoinOperator
        }
    }
}
