using System.Buffers;
using System.Buffers.Binary;

namespace Streaming;

/// <summary>100 ns ticks since 0001-01-01 in 8 bytes, with one bit for UTC; local times are written as UTC.</summary>
internal sealed class DateTimeSerde : ISerde<DateTime>, ISizedSerde
{
    private const long UtcBit = 1L << 62;

    public int FixedSize => sizeof(long);

    public void Write(DateTime value, ArrayBufferWriter<byte> output)
    {
        if (value.Kind == DateTimeKind.Local)
        {
            value = value.ToUniversalTime();
        }

        BinaryPrimitives.WriteInt64BigEndian(output.GetSpan(sizeof(long)), value.Ticks | (value.Kind == DateTimeKind.Utc ? UtcBit : 0));
        output.Advance(sizeof(long));
    }

    public DateTime Read(ReadOnlySpan<byte> data)
    {
        long ticks = TickReader.Read(data, nameof(DateTime));
        bool isUtc = (ticks & UtcBit) != 0;
        return new DateTime(TickReader.Check(ticks & ~UtcBit, nameof(DateTime)), isUtc ? DateTimeKind.Utc : DateTimeKind.Unspecified);
    }
}

/// <summary>UTC ticks in 8 bytes: two values are equal when they are the same instant; the offset is not kept.</summary>
internal sealed class DateTimeOffsetSerde : ISerde<DateTimeOffset>, ISizedSerde
{
    public int FixedSize => sizeof(long);

    public void Write(DateTimeOffset value, ArrayBufferWriter<byte> output)
    {
        BinaryPrimitives.WriteInt64BigEndian(output.GetSpan(sizeof(long)), value.UtcTicks);
        output.Advance(sizeof(long));
    }

    public DateTimeOffset Read(ReadOnlySpan<byte> data) =>
        new(TickReader.Check(TickReader.Read(data, nameof(DateTimeOffset)), nameof(DateTimeOffset)), TimeSpan.Zero);
}

/// <summary>Days since 0001-01-01 in 4 bytes.</summary>
internal sealed class DateOnlySerde : ISerde<DateOnly>, ISizedSerde
{
    public int FixedSize => sizeof(int);

    public void Write(DateOnly value, ArrayBufferWriter<byte> output)
    {
        BinaryPrimitives.WriteInt32BigEndian(output.GetSpan(sizeof(int)), value.DayNumber);
        output.Advance(sizeof(int));
    }

    public DateOnly Read(ReadOnlySpan<byte> data)
    {
        if (data.Length != sizeof(int))
        {
            SerdeErrors.ThrowLength(nameof(DateOnly), sizeof(int), data.Length);
        }

        int day = BinaryPrimitives.ReadInt32BigEndian(data);
        if ((uint)day > (uint)DateOnly.MaxValue.DayNumber)
        {
            SerdeErrors.ThrowMalformed(nameof(DateOnly), $"the day number is {day}");
        }

        return DateOnly.FromDayNumber(day);
    }
}

/// <summary>Ticks of the day in 8 bytes.</summary>
internal sealed class TimeOnlySerde : ISerde<TimeOnly>, ISizedSerde
{
    public int FixedSize => sizeof(long);

    public void Write(TimeOnly value, ArrayBufferWriter<byte> output)
    {
        BinaryPrimitives.WriteInt64BigEndian(output.GetSpan(sizeof(long)), value.Ticks);
        output.Advance(sizeof(long));
    }

    public TimeOnly Read(ReadOnlySpan<byte> data)
    {
        long ticks = TickReader.Read(data, nameof(TimeOnly));
        if ((ulong)ticks >= TimeSpan.TicksPerDay)
        {
            SerdeErrors.ThrowMalformed(nameof(TimeOnly), $"the tick count is {ticks}");
        }

        return new TimeOnly(ticks);
    }
}

/// <summary>Ticks in 8 bytes.</summary>
internal sealed class TimeSpanSerde : ISerde<TimeSpan>, ISizedSerde
{
    public int FixedSize => sizeof(long);

    public void Write(TimeSpan value, ArrayBufferWriter<byte> output)
    {
        BinaryPrimitives.WriteInt64BigEndian(output.GetSpan(sizeof(long)), value.Ticks);
        output.Advance(sizeof(long));
    }

    public TimeSpan Read(ReadOnlySpan<byte> data) => new(TickReader.Read(data, nameof(TimeSpan)));
}

internal static class TickReader
{
    public static long Read(ReadOnlySpan<byte> data, string type) => data.Length == sizeof(long)
        ? BinaryPrimitives.ReadInt64BigEndian(data)
        : throw SerdeErrors.Length(type, sizeof(long), data.Length);

    public static long Check(long ticks, string type)
    {
        if ((ulong)ticks > (ulong)DateTime.MaxValue.Ticks)
        {
            SerdeErrors.ThrowMalformed(type, $"the tick count is {ticks}");
        }

        return ticks;
    }
}
