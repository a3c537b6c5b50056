using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Streaming;

/// <summary>The state behind a <see cref="StatefulProcessorHandle"/>: variables and timers of the key at hand. One thread owns it.</summary>
/// <remarks>
/// All variables share a table of values and an ordered store of elements (of lists and maps), where their keys begin with a hash of the variable's name:
/// variables may be added, removed and defined in another order.
/// </remarks>
internal sealed class ProcessorState
{
    /// <summary>Number of the store of elements of lists and maps.</summary>
    public const byte ElementStore = 1;

    private const byte ValueStore = 0;
    private const byte TimerStore = 2;
    private const byte TimerTimeStore = 3;
    private const byte TtlStore = 4;
    private const byte VariableStore = 5;

    private readonly TimeMode _timeMode;
    private readonly TimeIndex _ttl;
    private readonly OrderedState _catalog;
    private readonly ProcessorTimers _timers;
    private readonly List<IStateVariable> _variables = [];
    private readonly ArrayBufferWriter<byte> _valueKey = new(64);
    private readonly ArrayBufferWriter<byte> _elementKey = new(64);
    private byte[] _key = [];
    private int _keyLength = -1;
    private bool _isInitializing;

    public ProcessorState(OperatorState state, TimeMode timeMode, string keyType, Guid queryId, Guid runId)
    {
        State = state;
        _timeMode = timeMode;
        QueryId = queryId;
        RunId = runId;
        Values = state.Table(ValueStore, new StateStoreSchema("values", keyType, "variables"), VariableCell.Serde.Instance);
        Elements = state.Ordered(ElementStore, new StateStoreSchema("elements", keyType, "variables"));
        string times = timeMode.ToString();
        _timers = new ProcessorTimers(
            this,
            timeMode == TimeMode.ProcessingTime ? "$procTimers_keyToTimestamp" : "$eventTimers_keyToTimestamp",
            state.Ordered(TimerStore, new StateStoreSchema("timers", $"{keyType}, time", times)),
            new TimeIndex(state.Ordered(TimerTimeStore, new StateStoreSchema("timersByTime", $"time, {keyType}", times)), state.Scope));
        _ttl = new TimeIndex(state.Ordered(TtlStore, new StateStoreSchema("ttl", $"time, {keyType}", "")), state.Scope);
        _catalog = state.Ordered(VariableStore, new StateStoreSchema("variables", "name", "type"));
    }

    public OperatorState State { get; }

    public StateTable<VariableCell> Values { get; }

    public OrderedState Elements { get; }

    public Guid QueryId { get; }

    public Guid RunId { get; }

    public EpochTimes Times => State.Times;

    public ProcessorTimers AllTimers => _timers;

    /// <summary>The partition of the key at hand.</summary>
    public int Partition { get; private set; }

    /// <summary>For values on their way to a store.</summary>
    public ArrayBufferWriter<byte> Scratch { get; } = new(256);

    /// <summary>Lets variables be defined, and compares them with those of earlier runs.</summary>
    public void Initialize(Action init)
    {
        _isInitializing = true;
        init();
        _isInitializing = false;
        foreach (int partition in State.Partitions)
        {
            foreach (var variable in _variables)
            {
                byte[] name = Encoding.UTF8.GetBytes(variable.Name);
                byte[] type = Encoding.UTF8.GetBytes(variable.TypeText);
                if (!_catalog.TryGet(partition, name, out var earlier))
                {
                    _catalog.Put(partition, name, type);
                }
                else if (!earlier.SequenceEqual(type))
                {
                    string before = Encoding.UTF8.GetString(earlier);
                    throw new StreamingException(
                        "STATE_STORE_VALUE_SCHEMA_NOT_COMPATIBLE",
                        "[STATE_STORE_VALUE_SCHEMA_NOT_COMPATIBLE] Provided value schema does not match existing state value schema.\nPlease check number and type of fields.\n"
                        + $"Existing value_schema={before} and new value_schema={variable.TypeText} (state variable {variable.Name}).\n"
                        + "Give the variable another name, or start with a new checkpointLocation.") { SqlState = "XXKST" };
                }
            }
        }
    }

    public long Define(string operation, string name, TtlConfig? ttl)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        CheckIsInitializing(operation);
        if (_variables.Exists(variable => variable.Name == name))
        {
            throw new StreamingException(
                "STATEFUL_PROCESSOR_DUPLICATE_STATE_VARIABLE_DEFINED",
                $"[STATEFUL_PROCESSOR_DUPLICATE_STATE_VARIABLE_DEFINED] State variable with name {name} has already been defined in the StatefulProcessor. SQLSTATE: 42802")
            { SqlState = "42802" };
        }

        if (ttl is null || ttl.Duration == TimeSpan.Zero)
        {
            return 0;
        }

        if (ttl.Milliseconds <= 0)
        {
            throw new StreamingException(
                "STATEFUL_PROCESSOR_TTL_DURATION_MUST_BE_POSITIVE",
                $"[STATEFUL_PROCESSOR_TTL_DURATION_MUST_BE_POSITIVE] TTL duration must be greater than zero for State store operation={operation} on state={name}. SQLSTATE: 42802")
            { SqlState = "42802" };
        }

        return _timeMode == TimeMode.ProcessingTime ? ttl.Milliseconds : throw new StreamingException(
            "STATEFUL_PROCESSOR_INCORRECT_TIME_MODE_TO_ASSIGN_TTL",
            $"[STATEFUL_PROCESSOR_INCORRECT_TIME_MODE_TO_ASSIGN_TTL] Cannot use TTL for state={name} in timeMode={NameOf(_timeMode)}, use TimeMode.ProcessingTime() instead. SQLSTATE: 42802")
        { SqlState = "42802" };
    }

    public TVariable Add<TVariable>(TVariable variable)
        where TVariable : IStateVariable
    {
        if (_variables.Find(other => other.Id == variable.Id) is { } same)
        {
            throw new StreamingException("STATE_VARIABLE_NAMES", $"The state variables {same.Name} and {variable.Name} cannot be told apart in the store, because their names have the same hash: give one of them another name.");
        }

        _variables.Add(variable);
        return variable;
    }

    /// <summary>The timers of the key at hand.</summary>
    public ProcessorTimers Timers(string operation) => _timeMode != TimeMode.None ? _timers : throw new StreamingException(
        "STATEFUL_PROCESSOR_CANNOT_PERFORM_OPERATION_WITH_INVALID_TIME_MODE",
        $"[STATEFUL_PROCESSOR_CANNOT_PERFORM_OPERATION_WITH_INVALID_TIME_MODE] Failed to perform stateful processor operation={operation} with invalid timeMode={NameOf(_timeMode)} SQLSTATE: 42802")
    { SqlState = "42802" };

    /// <summary>Makes a key the one that variables and timers belong to; a null key has neither.</summary>
    public void SetKey(ReadOnlySpan<byte> key, bool isNull, int partition)
    {
        if (_key.Length < key.Length)
        {
            _key = new byte[Math.Max(64, key.Length * 2)];
        }

        key.CopyTo(_key);
        _keyLength = isNull ? -1 : key.Length;
        Partition = partition;
    }

    public void ClearKey() => _keyLength = -1;

    /// <summary>The bytes of the key at hand.</summary>
    /// <param name="stateName">What wants it.</param>
    public ReadOnlySpan<byte> Key(string stateName) => _keyLength >= 0 ? _key.AsSpan(0, _keyLength) : throw new StreamingException(
        "INTERNAL_ERROR_TWS", $"[INTERNAL_ERROR_TWS] Implicit key not found in state store for stateName={stateName} SQLSTATE: XX000")
    { SqlState = "XX000" };

    /// <summary>The key in <see cref="Values"/>.</summary>
    public ReadOnlySpan<byte> ValueKey(IStateVariable variable) => ValueKey(variable, Key(variable.Name));

    public ReadOnlySpan<byte> ValueKey(IStateVariable variable, ReadOnlySpan<byte> key)
    {
        _valueKey.ResetWrittenCount();
        WriteUInt32(_valueKey, variable.Id);
        _valueKey.Write(key);
        return _valueKey.WrittenSpan;
    }

    /// <summary>A key in <see cref="Elements"/>, or what all those of the key at hand begin with.</summary>
    public ReadOnlySpan<byte> ElementKey(IStateVariable variable, ReadOnlySpan<byte> element = default)
    {
        var key = Key(variable.Name);
        _elementKey.ResetWrittenCount();
        WriteUInt32(_elementKey, variable.Id);
        WriteUInt32(_elementKey, (uint)key.Length);
        _elementKey.Write(key);
        _elementKey.Write(element);
        return _elementKey.WrittenSpan;
    }

    /// <summary>The key of the group in a key of <see cref="Elements"/>.</summary>
    public static ReadOnlySpan<byte> GroupOf(ReadOnlySpan<byte> elementKey) => elementKey.Slice(8, (int)BinaryPrimitives.ReadUInt32BigEndian(elementKey[4..]));

    /// <summary>The element in a key of <see cref="Elements"/>.</summary>
    public static ReadOnlySpan<byte> ElementOf(ReadOnlySpan<byte> elementKey) => elementKey[(8 + (int)BinaryPrimitives.ReadUInt32BigEndian(elementKey[4..]))..];

    /// <summary>When what is written now expires; 0 for never.</summary>
    public long ExpiryOf(IStateVariable variable) => variable.TtlMs > 0 ? Times.BatchTimestampMs + variable.TtlMs : 0;

    /// <summary>Whether a value is over, though it may still be there until the end of the batch.</summary>
    public bool IsExpired(ReadOnlySpan<byte> value) => StateBytes.Expiry(value) is > 0 and var expiry && expiry <= Times.BatchTimestampMs;

    public void MoveExpiry(ReadOnlySpan<byte> storeKey, long before, long after)
    {
        if (before != after)
        {
            _ttl.Move(Partition, storeKey, isNull: false, before, after);
        }
    }

    /// <summary>Whether a value that the index says has expired was written since; then the index is put right.</summary>
    public bool IsPutOff(int partition, ReadOnlySpan<byte> storeKey, ReadOnlySpan<byte> value, out long expiry)
    {
        expiry = StateBytes.Expiry(value);
        if (expiry <= Times.BatchTimestampMs)
        {
            return false;
        }

        _ttl.Add(partition, expiry, storeKey);
        return true;
    }

    /// <summary>When an epoch has something to do by the clock.</summary>
    public long NextDueMs => _timeMode == TimeMode.ProcessingTime ? Math.Min(_timers.Earliest, _ttl.Earliest) : long.MaxValue;

    /// <summary>Removes what has expired.</summary>
    /// <returns>How many values.</returns>
    public long RemoveExpired()
    {
        if (_timeMode != TimeMode.ProcessingTime)
        {
            return 0;
        }

        var due = new Expired(this);
        foreach (int partition in State.Partitions)
        {
            _ttl.VisitDue(partition, Times.BatchTimestampMs, ref due);
        }

        State.Removed += due.Removed;
        return due.Removed;
    }

    public void DeleteVariable(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        CheckIsInitializing("delete_if_exists");
        Span<byte> prefix = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(prefix, IdOf(name));
        var values = new KeysOfVariable(prefix.ToArray());
        Values.VisitAll(ref values);
        foreach (var (key, partition) in values.Found)
        {
            Values.Remove(Values.Find(key, isNull: false, partition));
            State.AddRows(partition, -1);
        }

        byte[] nameBytes = Encoding.UTF8.GetBytes(name);
        foreach (int partition in State.Partitions)
        {
            using var elements = Elements.Scan(partition, prefix);
            while (elements.MoveNext())
            {
                State.AddRows(partition, StateBytes.Has(elements.Value, StateBytes.IsElement) ? 0 : -1);
                elements.Delete();
            }

            _catalog.Delete(partition, nameBytes);
        }
    }

    /// <summary>Adds Spark's counters of variables, which count each state partition.</summary>
    public void CountVariables(SortedDictionary<string, long> metrics)
    {
        foreach (var variable in _variables)
        {
            string name = $"num{variable.Kind}State{(variable.TtlMs > 0 ? "WithTTL" : "")}Vars";
            metrics[name] = metrics.GetValueOrDefault(name) + State.Partitions.Count;
        }
    }

    /// <summary>What stands for a variable's name in keys.</summary>
    public static uint IdOf(string name) => (uint)Murmur2.Hash(Encoding.UTF8.GetBytes(name));

    private void CheckIsInitializing(string operation)
    {
        if (!_isInitializing)
        {
            throw new StreamingException(
                "STATEFUL_PROCESSOR_CANNOT_PERFORM_OPERATION_WITH_INVALID_HANDLE_STATE",
                $"[STATEFUL_PROCESSOR_CANNOT_PERFORM_OPERATION_WITH_INVALID_HANDLE_STATE] Failed to perform stateful processor operation={operation} with invalid handle state=INITIALIZED. Define state variables in Init. SQLSTATE: 42802")
            { SqlState = "42802" };
        }
    }

    private static string NameOf(TimeMode mode) => mode == TimeMode.None ? "NoTime" : mode.ToString();

    private static void WriteUInt32(ArrayBufferWriter<byte> output, uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(output.GetSpan(sizeof(uint)), value);
        output.Advance(sizeof(uint));
    }

    private struct Expired(ProcessorState owner) : IDueVisitor
    {
        public long Removed { get; private set; }

        public void Visit(int partition, long time, ReadOnlySpan<byte> key, bool isNull)
        {
            uint id = BinaryPrimitives.ReadUInt32BigEndian(key);
            if (owner._variables.Find(variable => variable.Id == id) is { } found && found.Expire(partition, key))
            {
                Removed++;
            }

            owner._ttl.Remove(partition, time, key);
        }
    }

    private readonly struct KeysOfVariable(byte[] prefix) : IEntryVisitor<VariableCell>
    {
        public List<(byte[] Key, int Partition)> Found { get; } = [];

        public void Visit(ReadOnlySpan<byte> key, bool isNull, int partition, ref VariableCell value)
        {
            if (key.StartsWith(prefix))
            {
                Found.Add((key.ToArray(), partition));
            }
        }
    }
}
