namespace Streaming.Bench;

/// <summary>W1 as bare loops over Confluent.Kafka: what an engine above that client cannot beat.</summary>
internal sealed class FloorEngine(BenchOptions options, RunMeter meter, int[] partitions, long[] ends)
{
    /// <summary>Returns when all input is read and all output is acknowledged.</summary>
    public void Run()
    {
        if (options.Engine != "floor")
        {
            throw new InvalidOperationException($"The floor was asked to be the engine {options.Engine}.");
        }

        using var ready = new Barrier(options.Workers);
        var errors = new List<Exception>();
        var threads = new Thread[options.Workers];
        for (int i = 0; i < threads.Length; i++)
        {
            int worker = i;
            threads[i] = new Thread(() =>
            {
                try
                {
                    if (options.Pin)
                    {
                        CoreAffinity.Pin(worker);
                    }

                    using var work = new FloorWorker(options, meter, worker, partitions, ends);
                    ready.SignalAndWait();
                    work.Run();
                    ready.SignalAndWait();
                }
                catch (Exception error)
                {
                    ready.RemoveParticipant();
                    lock (errors)
                    {
                        errors.Add(error);
                    }
                }
            })
            { Name = $"worker {worker}" };
            threads[i].Start();
        }

        foreach (var thread in threads)
        {
            thread.Join();
        }

        if (errors.Count > 0)
        {
            throw new AggregateException(errors);
        }
    }
}
