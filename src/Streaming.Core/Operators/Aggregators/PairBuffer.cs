namespace Streaming;

internal struct PairBuffer<TFirst, TSecond>
{
    public TFirst First;
    public TSecond Second;
}
