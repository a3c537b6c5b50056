// One broker serves all tests, and two cores run it beside them.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
[assembly: AssemblyFixture(typeof(KafkaServerFixture))]
