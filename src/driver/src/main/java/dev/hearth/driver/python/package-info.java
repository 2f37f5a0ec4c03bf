/**
 * Python cells: a real ipykernel, a child process of the driver, behind the driver's own kernel,
 * which keeps Jupyter's rules for it as for every language. {@link
 * dev.hearth.driver.python.PythonInterpreter} speaks with it over ZeroMQ; {@link
 * dev.hearth.driver.python.PythonBridge} is what its Python code reaches of the Spark session.
 */
package dev.hearth.driver.python;
