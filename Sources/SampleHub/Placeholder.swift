// SampleHub
