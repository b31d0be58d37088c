return await Undertone.Load.CommandLine.LoadCommandLine.RunAsync(args, Console.Out, Console.Error, CancellationToken.None);
