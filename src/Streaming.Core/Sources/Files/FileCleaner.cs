using Microsoft.Extensions.Logging;

namespace Streaming;

/// <summary>Deletes or moves files whose batch is committed. What cannot be moved is left and logged: it will not be read again.</summary>
internal sealed class FileCleaner(FileCleanup mode, string? archiveFolder, ILogger logger)
{
    public void Clean(string path)
    {
        try
        {
            if (mode == FileCleanup.Delete)
            {
                File.Delete(path);
            }
            else if (mode == FileCleanup.Archive && File.Exists(path))
            {
                string target = Path.Join(archiveFolder, path[Path.GetPathRoot(path)!.Length..]);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Move(path, target, overwrite: true);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger.FileCleanupFailed(error, path);
        }
    }

    /// <summary>Refuses a folder whose files the source would read again.</summary>
    public static void CheckArchive(string archiveFolder, IReadOnlyList<string> sources)
    {
        string[] archive = Parts(archiveFolder);
        foreach (string source in sources)
        {
            string[] pattern = Parts(source);
            int depth = Math.Min(archive.Length, pattern.Length);
            if (Enumerable.Range(0, depth).All(i => PathGlob.Matcher(pattern[i])(archive[i])))
            {
                throw new StreamingException(
                    "INVALID_OPTION_VALUE",
                    "Base archive path cannot be set to the path where archived path can possibly match with source pattern. Ensure the base archive path doesn't match with source pattern in depth, "
                    + $"where the depth is minimum of depth on both paths. Option 'sourceArchiveDir' is {archiveFolder}, the source reads {source}.");
            }
        }
    }

    private static string[] Parts(string path) => Path.GetFullPath(path).Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);
}
