using System.Diagnostics;

namespace Streaming.Bench;

/// <summary>The clock of a run: first input, last output, CPU time at both.</summary>
internal sealed class RunMeter(TimeProvider time)
{
    private readonly object _gate = new();
    private int _started;
    private long _firstAt;
    private double _firstCpu;

    /// <summary>CPU seconds of this process so far.</summary>
    public static double CpuSeconds => Environment.CpuUsage.TotalTime.TotalSeconds;

    /// <summary>Moment and CPU time of the last change of the output; set by <see cref="EndOffsets"/>.</summary>
    public long LastAt { get; private set; }

    /// <summary>CPU seconds by then.</summary>
    public double LastCpu { get; private set; }

    /// <summary>CPU seconds from the first input to the last output.</summary>
    public double Cpu => LastCpu - _firstCpu;

    /// <summary>Seconds from the first input to the last output.</summary>
    public double Seconds => Math.Max(0, time.GetElapsedTime(_firstAt, LastAt).TotalSeconds);

    /// <summary>Seconds from the start of the process to the last output.</summary>
    public double SecondsFromStart
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            var now = time.GetUtcNow();
            return (now - process.StartTime.ToUniversalTime() - time.GetElapsedTime(LastAt)).TotalSeconds;
        }
    }

    /// <summary>Highest resident memory in MB.</summary>
    public static long PeakMemory
    {
        get
        {
            const string Status = "/proc/self/status";
            if (OperatingSystem.IsLinux())
            {
                foreach (string line in File.ReadLines(Status))
                {
                    if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
                    {
                        return long.Parse(line["VmHWM:".Length..].Replace("kB", "", StringComparison.Ordinal).Trim()) / 1024;
                    }
                }
            }

            using var process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64 >> 20;
        }
    }

    /// <summary>Says that the engine has its first input record. Later calls do nothing.</summary>
    public void First()
    {
        if (Volatile.Read(ref _started) == 1)
        {
            return;
        }

        lock (_gate)
        {
            if (_started == 0)
            {
                _firstCpu = CpuSeconds;
                _firstAt = time.GetTimestamp();
                Volatile.Write(ref _started, 1);
            }
        }
    }

    /// <summary>Says that the output has moved.</summary>
    public void Moved()
    {
        LastCpu = CpuSeconds;
        LastAt = time.GetTimestamp();
    }
}
