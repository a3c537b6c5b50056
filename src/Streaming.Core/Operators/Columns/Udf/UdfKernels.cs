namespace Streaming;

/// <summary>A function of no argument.</summary>
internal sealed class Udf0Kernel<TResult>(string text, Func<TResult> function, IUdfArgument[] arguments) : UdfKernel<TResult>(text, arguments)
{
    protected override void Run(RowSet rows, TResult[] results)
    {
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            Row = row;
            results[row] = function();
        }
    }
}

/// <summary>A function of one argument.</summary>
internal sealed class Udf1Kernel<T1, TResult>(string text, Func<T1, TResult> function, IUdfArgument[] arguments) : UdfKernel<TResult>(text, arguments)
{
    private readonly UdfArgument<T1> _a1 = (UdfArgument<T1>)arguments[0];

    protected override void Run(RowSet rows, TResult[] results)
    {
        var a1 = _a1.Values;
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            Row = row;
            results[row] = function(a1[row]);
        }
    }
}

/// <summary>A function of two arguments.</summary>
internal sealed class Udf2Kernel<T1, T2, TResult>(string text, Func<T1, T2, TResult> function, IUdfArgument[] arguments) : UdfKernel<TResult>(text, arguments)
{
    private readonly UdfArgument<T1> _a1 = (UdfArgument<T1>)arguments[0];
    private readonly UdfArgument<T2> _a2 = (UdfArgument<T2>)arguments[1];

    protected override void Run(RowSet rows, TResult[] results)
    {
        var a1 = _a1.Values;
        var a2 = _a2.Values;
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            Row = row;
            results[row] = function(a1[row], a2[row]);
        }
    }
}

/// <summary>A function of three arguments.</summary>
internal sealed class Udf3Kernel<T1, T2, T3, TResult>(string text, Func<T1, T2, T3, TResult> function, IUdfArgument[] arguments) : UdfKernel<TResult>(text, arguments)
{
    private readonly UdfArgument<T1> _a1 = (UdfArgument<T1>)arguments[0];
    private readonly UdfArgument<T2> _a2 = (UdfArgument<T2>)arguments[1];
    private readonly UdfArgument<T3> _a3 = (UdfArgument<T3>)arguments[2];

    protected override void Run(RowSet rows, TResult[] results)
    {
        var a1 = _a1.Values;
        var a2 = _a2.Values;
        var a3 = _a3.Values;
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            Row = row;
            results[row] = function(a1[row], a2[row], a3[row]);
        }
    }
}

/// <summary>A function of four arguments.</summary>
internal sealed class Udf4Kernel<T1, T2, T3, T4, TResult>(string text, Func<T1, T2, T3, T4, TResult> function, IUdfArgument[] arguments) : UdfKernel<TResult>(text, arguments)
{
    private readonly UdfArgument<T1> _a1 = (UdfArgument<T1>)arguments[0];
    private readonly UdfArgument<T2> _a2 = (UdfArgument<T2>)arguments[1];
    private readonly UdfArgument<T3> _a3 = (UdfArgument<T3>)arguments[2];
    private readonly UdfArgument<T4> _a4 = (UdfArgument<T4>)arguments[3];

    protected override void Run(RowSet rows, TResult[] results)
    {
        var a1 = _a1.Values;
        var a2 = _a2.Values;
        var a3 = _a3.Values;
        var a4 = _a4.Values;
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            Row = row;
            results[row] = function(a1[row], a2[row], a3[row], a4[row]);
        }
    }
}

/// <summary>A function of five arguments.</summary>
internal sealed class Udf5Kernel<T1, T2, T3, T4, T5, TResult>(string text, Func<T1, T2, T3, T4, T5, TResult> function, IUdfArgument[] arguments) : UdfKernel<TResult>(text, arguments)
{
    private readonly UdfArgument<T1> _a1 = (UdfArgument<T1>)arguments[0];
    private readonly UdfArgument<T2> _a2 = (UdfArgument<T2>)arguments[1];
    private readonly UdfArgument<T3> _a3 = (UdfArgument<T3>)arguments[2];
    private readonly UdfArgument<T4> _a4 = (UdfArgument<T4>)arguments[3];
    private readonly UdfArgument<T5> _a5 = (UdfArgument<T5>)arguments[4];

    protected override void Run(RowSet rows, TResult[] results)
    {
        var a1 = _a1.Values;
        var a2 = _a2.Values;
        var a3 = _a3.Values;
        var a4 = _a4.Values;
        var a5 = _a5.Values;
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            Row = row;
            results[row] = function(a1[row], a2[row], a3[row], a4[row], a5[row]);
        }
    }
}

/// <summary>A function of six arguments.</summary>
internal sealed class Udf6Kernel<T1, T2, T3, T4, T5, T6, TResult>(string text, Func<T1, T2, T3, T4, T5, T6, TResult> function, IUdfArgument[] arguments) : UdfKernel<TResult>(text, arguments)
{
    private readonly UdfArgument<T1> _a1 = (UdfArgument<T1>)arguments[0];
    private readonly UdfArgument<T2> _a2 = (UdfArgument<T2>)arguments[1];
    private readonly UdfArgument<T3> _a3 = (UdfArgument<T3>)arguments[2];
    private readonly UdfArgument<T4> _a4 = (UdfArgument<T4>)arguments[3];
    private readonly UdfArgument<T5> _a5 = (UdfArgument<T5>)arguments[4];
    private readonly UdfArgument<T6> _a6 = (UdfArgument<T6>)arguments[5];

    protected override void Run(RowSet rows, TResult[] results)
    {
        var a1 = _a1.Values;
        var a2 = _a2.Values;
        var a3 = _a3.Values;
        var a4 = _a4.Values;
        var a5 = _a5.Values;
        var a6 = _a6.Values;
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            Row = row;
            results[row] = function(a1[row], a2[row], a3[row], a4[row], a5[row], a6[row]);
        }
    }
}

/// <summary>A function of seven arguments.</summary>
internal sealed class Udf7Kernel<T1, T2, T3, T4, T5, T6, T7, TResult>(string text, Func<T1, T2, T3, T4, T5, T6, T7, TResult> function, IUdfArgument[] arguments) : UdfKernel<TResult>(text, arguments)
{
    private readonly UdfArgument<T1> _a1 = (UdfArgument<T1>)arguments[0];
    private readonly UdfArgument<T2> _a2 = (UdfArgument<T2>)arguments[1];
    private readonly UdfArgument<T3> _a3 = (UdfArgument<T3>)arguments[2];
    private readonly UdfArgument<T4> _a4 = (UdfArgument<T4>)arguments[3];
    private readonly UdfArgument<T5> _a5 = (UdfArgument<T5>)arguments[4];
    private readonly UdfArgument<T6> _a6 = (UdfArgument<T6>)arguments[5];
    private readonly UdfArgument<T7> _a7 = (UdfArgument<T7>)arguments[6];

    protected override void Run(RowSet rows, TResult[] results)
    {
        var a1 = _a1.Values;
        var a2 = _a2.Values;
        var a3 = _a3.Values;
        var a4 = _a4.Values;
        var a5 = _a5.Values;
        var a6 = _a6.Values;
        var a7 = _a7.Values;
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            Row = row;
            results[row] = function(a1[row], a2[row], a3[row], a4[row], a5[row], a6[row], a7[row]);
        }
    }
}

/// <summary>A function of eight arguments.</summary>
internal sealed class Udf8Kernel<T1, T2, T3, T4, T5, T6, T7, T8, TResult>(string text, Func<T1, T2, T3, T4, T5, T6, T7, T8, TResult> function, IUdfArgument[] arguments) : UdfKernel<TResult>(text, arguments)
{
    private readonly UdfArgument<T1> _a1 = (UdfArgument<T1>)arguments[0];
    private readonly UdfArgument<T2> _a2 = (UdfArgument<T2>)arguments[1];
    private readonly UdfArgument<T3> _a3 = (UdfArgument<T3>)arguments[2];
    private readonly UdfArgument<T4> _a4 = (UdfArgument<T4>)arguments[3];
    private readonly UdfArgument<T5> _a5 = (UdfArgument<T5>)arguments[4];
    private readonly UdfArgument<T6> _a6 = (UdfArgument<T6>)arguments[5];
    private readonly UdfArgument<T7> _a7 = (UdfArgument<T7>)arguments[6];
    private readonly UdfArgument<T8> _a8 = (UdfArgument<T8>)arguments[7];

    protected override void Run(RowSet rows, TResult[] results)
    {
        var a1 = _a1.Values;
        var a2 = _a2.Values;
        var a3 = _a3.Values;
        var a4 = _a4.Values;
        var a5 = _a5.Values;
        var a6 = _a6.Values;
        var a7 = _a7.Values;
        var a8 = _a8.Values;
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            Row = row;
            results[row] = function(a1[row], a2[row], a3[row], a4[row], a5[row], a6[row], a7[row], a8[row]);
        }
    }
}

/// <summary>A function of nine arguments.</summary>
internal sealed class Udf9Kernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult>(string text, Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult> function, IUdfArgument[] arguments) : UdfKernel<TResult>(text, arguments)
{
    private readonly UdfArgument<T1> _a1 = (UdfArgument<T1>)arguments[0];
    private readonly UdfArgument<T2> _a2 = (UdfArgument<T2>)arguments[1];
    private readonly UdfArgument<T3> _a3 = (UdfArgument<T3>)arguments[2];
    private readonly UdfArgument<T4> _a4 = (UdfArgument<T4>)arguments[3];
    private readonly UdfArgument<T5> _a5 = (UdfArgument<T5>)arguments[4];
    private readonly UdfArgument<T6> _a6 = (UdfArgument<T6>)arguments[5];
    private readonly UdfArgument<T7> _a7 = (UdfArgument<T7>)arguments[6];
    private readonly UdfArgument<T8> _a8 = (UdfArgument<T8>)arguments[7];
    private readonly UdfArgument<T9> _a9 = (UdfArgument<T9>)arguments[8];

    protected override void Run(RowSet rows, TResult[] results)
    {
        var a1 = _a1.Values;
        var a2 = _a2.Values;
        var a3 = _a3.Values;
        var a4 = _a4.Values;
        var a5 = _a5.Values;
        var a6 = _a6.Values;
        var a7 = _a7.Values;
        var a8 = _a8.Values;
        var a9 = _a9.Values;
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            Row = row;
            results[row] = function(a1[row], a2[row], a3[row], a4[row], a5[row], a6[row], a7[row], a8[row], a9[row]);
        }
    }
}

/// <summary>A function of ten arguments.</summary>
internal sealed class Udf10Kernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult>(string text, Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult> function, IUdfArgument[] arguments) : UdfKernel<TResult>(text, arguments)
{
    private readonly UdfArgument<T1> _a1 = (UdfArgument<T1>)arguments[0];
    private readonly UdfArgument<T2> _a2 = (UdfArgument<T2>)arguments[1];
    private readonly UdfArgument<T3> _a3 = (UdfArgument<T3>)arguments[2];
    private readonly UdfArgument<T4> _a4 = (UdfArgument<T4>)arguments[3];
    private readonly UdfArgument<T5> _a5 = (UdfArgument<T5>)arguments[4];
    private readonly UdfArgument<T6> _a6 = (UdfArgument<T6>)arguments[5];
    private readonly UdfArgument<T7> _a7 = (UdfArgument<T7>)arguments[6];
    private readonly UdfArgument<T8> _a8 = (UdfArgument<T8>)arguments[7];
    private readonly UdfArgument<T9> _a9 = (UdfArgument<T9>)arguments[8];
    private readonly UdfArgument<T10> _a10 = (UdfArgument<T10>)arguments[9];

    protected override void Run(RowSet rows, TResult[] results)
    {
        var a1 = _a1.Values;
        var a2 = _a2.Values;
        var a3 = _a3.Values;
        var a4 = _a4.Values;
        var a5 = _a5.Values;
        var a6 = _a6.Values;
        var a7 = _a7.Values;
        var a8 = _a8.Values;
        var a9 = _a9.Values;
        var a10 = _a10.Values;
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            Row = row;
            results[row] = function(a1[row], a2[row], a3[row], a4[row], a5[row], a6[row], a7[row], a8[row], a9[row], a10[row]);
        }
    }
}
