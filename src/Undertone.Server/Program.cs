using Undertone.Server.CommandLine;

return await UndertoneCommandLine.RunAsync(args, Console.Out, Console.Error, CancellationToken.None);
