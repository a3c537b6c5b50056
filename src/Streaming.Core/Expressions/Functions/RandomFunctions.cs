namespace Streaming;

/// <summary>Random numbers, texts and orders: with a seed the numbers of Spark for the first partition.</summary>
internal static class RandomFunctions
{
    private const string Category = "math";

    public static IEnumerable<FunctionDefinition> All =>
    [
        Scalar.Bind(Category, "rand,random", "A random number from 0 to below 1; a seed makes the numbers the same in every run.", 0, 1, call => OfSeed(call, random => random.NextDouble())),
        Scalar.Bind(Category, "randn", "A random number of the normal distribution.", 0, 1, call => OfSeed(call, random => random.NextGaussian())),
        Scalar.Bind(Category, "uniform", "A random number between two.", 2, 3, Uniform),
        Scalar.Bind("string", "randstr", "A random text of so many letters and digits.", 1, 2, RandomText),
        Scalar.Bind("string", "uuid", "A random UUID.", 0, 1, call => new RandomCall(DataTypes.String, Seed(call, 0), (f, row, random) =>
            f.Return(row, new Guid([.. Bytes(random.NextLong()), .. Bytes(random.NextLong())]).ToString()), [])),
        Scalar.Bind("collection", "shuffle", "An array in a random order.", 1, 2, call => call.Arguments[0].Type is ArrayType type
            ? new RandomCall(type, Seed(call, 1), Shuffle, [call.Arguments[0]])
            : throw FunctionErrors.UnexpectedType(call, 0, "\"ARRAY\"")),
    ];

    private static byte[] Bytes(long value) => BitConverter.GetBytes(value);

    private static RandomCall OfSeed(FunctionCall call, Func<XorShiftRandom, double> next) => new(DataTypes.Double, Seed(call, 0), (f, row, random) => f.Return(row, next(random)), []);

    private static long Seed(FunctionCall call, int argument)
    {
        if (argument >= call.Arguments.Count)
        {
            return Random.Shared.NextInt64();
        }

        var seed = call.Arguments[argument];
        if (seed.Type is not AtomicType { Kind: AtomicKind.Null or AtomicKind.Byte or AtomicKind.Short or AtomicKind.Integer or AtomicKind.Long })
        {
            throw FunctionErrors.UnexpectedType(call, argument, "(\"INT\" or \"BIGINT\")");
        }

        var value = Constants.Evaluate(Coerce.To(call, seed, DataTypes.Long))
            ?? throw FunctionErrors.Of("SEED_EXPRESSION_IS_UNFOLDABLE", "42K08", $"The seed expression \"{call.Call.Children[argument].Sql}\" of the expression \"{call.Call.Sql}\" must be foldable.");
        return value.IsNull(0) ? 0 : ((FixedVector<long>)value).Values[0];
    }

    private static BoundExpression Uniform(FunctionCall call)
    {
        for (int i = 0; i < 2; i++)
        {
            if (!call.Arguments[i].Type.IsNumeric() && !call.Arguments[i].Type.IsNull())
            {
                throw FunctionErrors.UnexpectedType(call, i, "\"NUMERIC\"");
            }

            if (!Constants.IsConstant(call.Arguments[i]))
            {
                throw FunctionErrors.Mismatch(call, "NON_FOLDABLE_INPUT", $"the input `{(i == 0 ? "min" : "max")}` should be a foldable integer or floating-point expression; however, got \"{call.Call.Children[i].Sql}\".");
            }
        }

        var type = TypeCoercion.CommonType([call.Arguments[0].Type, call.Arguments[1].Type], isAnsi: false)!;
        var low = Constants.Evaluate(Coerce.To(call, call.Arguments[0], DataTypes.Double))!;
        var high = Constants.Evaluate(Coerce.To(call, call.Arguments[1], DataTypes.Double))!;
        if (type.IsNull() || low.IsNull(0) || high.IsNull(0))
        {
            return new BoundLiteral(null, type);
        }

        double from = ((FixedVector<double>)low).Values[0];
        double width = ((FixedVector<double>)high).Values[0] - from;
        var number = new RandomCall(DataTypes.Double, Seed(call, 2), (f, row, random) => f.Return(row, from + (width * random.NextDouble())), []);
        return call.Binder.Convert(number, type);
    }

    private static RandomCall RandomText(FunctionCall call)
    {
        var length = Constants.Evaluate(Coerce.To(call, Parameter.Int.Accept(call.Arguments[0].Type) is not null ? call.Arguments[0] : throw FunctionErrors.UnexpectedType(call, 0, "\"INT\""), DataTypes.Integer))
            ?? throw FunctionErrors.Mismatch(call, "NON_FOLDABLE_INPUT", $"the input `length` should be a foldable integer expression; however, got \"{call.Call.Children[0].Sql}\".");
        int count = length.IsNull(0) ? 0 : ((FixedVector<int>)length).Values[0];
        if (count < 0)
        {
            throw FunctionErrors.InvalidParameter("LENGTH", "`length`", "randstr", $"Expects `length` greater than or equal to 0, but got {count}.");
        }

        if (call.Arguments.Count > 1 && !Constants.IsConstant(call.Arguments[1]))
        {
            throw FunctionErrors.Mismatch(call, "NON_FOLDABLE_INPUT", $"the input `seed` should be a foldable integer expression; however, got \"{call.Call.Children[1].Sql}\".");
        }

        return new RandomCall(DataTypes.String, Seed(call, 1), (f, row, random) =>
        {
            var text = f.Reserve(count);
            for (int i = 0; i < count; i++)
            {
                int sign = Math.Abs(random.Next(32) % 62);
                text[i] = (byte)(sign < 10 ? '0' + sign : sign < 36 ? 'a' + sign - 10 : 'A' + sign - 36);
            }

            f.Commit(row, count);
        }, []);
    }

    private static void Shuffle(CallFrame f, int row, XorShiftRandom random)
    {
        var result = (ArrayVector)f.Result;
        if (f.IsNull(0, row))
        {
            result.AppendNull();
            return;
        }

        var array = (ArrayVector)f.Arguments[0];
        int[] places = [.. Enumerable.Range(array.Starts[row], array.Lengths[row])];
        for (int i = places.Length - 1; i > 0; i--)
        {
            int other = (int)(random.NextDouble() * (i + 1));
            (places[i], places[other]) = (places[other], places[i]);
        }

        int start = result.Elements.Count;
        foreach (int place in places)
        {
            result.Elements.AppendFrom(array.Elements, place);
        }

        result.AppendRow(start, places.Length);
    }

    /// <summary>Computes a row with the kernel's own random numbers.</summary>
    private delegate void RandomFunction(CallFrame frame, int row, XorShiftRandom random);

    private sealed class RandomCall(DataType type, long seed, RandomFunction function, BoundExpression[] arguments) : BoundExpression(type, arguments.Any(argument => argument.Nullable), arguments)
    {
        public override bool IsDeterministic => false;

        public override Kernel Compile()
        {
            var random = new XorShiftRandom(seed);
            return new CallKernel([.. Children.Select(child => child.Compile())], Type, (f, row) => function(f, row, random), isStrict: false);
        }
    }
}
