module ack-quickstart-go

go 1.26.6

require (
	example.com/pulumi-ack-serverless/sdk/go v0.1.0
	github.com/pulumi/pulumi/sdk/v3 v3.274.1
)
